import { describe, expect, it } from 'vitest';
import { isLoopback, serverOf } from './join-commands.ts';

const commands = (node: string) => ({ container: '', systemd: '', node });

describe('serverOf', () => {
  it.each([
    ["LONGSHORE_SERVER=http://10.0.0.5:8080 LONGSHORE_JOIN_TOKEN=lsj_x node -e '…'", 'http://10.0.0.5:8080'],
    ["LONGSHORE_SERVER='https://ship.example' LONGSHORE_JOIN_TOKEN=lsj_x node", 'https://ship.example'],
  ])('reads it from %s', (line, server) => expect(serverOf(commands(line))?.origin).toBe(server));

  it('says so when there is none', () => expect(serverOf(commands('node agent.mjs'))).toBeUndefined());
});

describe('isLoopback', () => {
  it.each(['http://localhost:8080', 'http://127.0.0.1', 'http://127.1.2.3', 'http://[::1]:8080'])('is true of %s', (url) => {
    expect(isLoopback(new URL(url))).toBe(true);
  });
  it.each(['http://10.0.0.5', 'https://localhost.example', 'http://127.0.0.1.example'])('is false of %s', (url) => {
    expect(isLoopback(new URL(url))).toBe(false);
  });
});
