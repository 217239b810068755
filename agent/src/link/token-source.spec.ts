import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';
import { Identity } from '../identity.ts';
import { parseJoinToken } from './join-token.ts';
import { tokenSource, type TokenSource } from './token-source.ts';

const tokenOf = (letter: string) => `lsj_${letter.repeat(43)}.${'k'.repeat(43)}`;

describe('the token that a host joins with', () => {
  let folder: string;
  let file: string;
  let identity: Identity;
  let lines: string[];
  const over = new AbortController();
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-token-'));
    file = join(folder, 'token');
    identity = await Identity.load(join(folder, 'data'));
    lines = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const source = (given?: string): TokenSource => {
    const out = new Writable({
      write: (line: Buffer, _encoding, done) => {
        lines.push(line.toString());
        done();
      },
    });
    return tokenSource({ given: given === undefined ? undefined : parseJoinToken(given), file, identity, log: pino(out) });
  };

  it('is the one in the file, once it is there and is one', async () => {
    const found = source()(over.signal);
    await expect.poll(() => lines.join()).toContain('waiting for the server');
    writeFileSync(file, 'something else');
    await expect.poll(() => lines.join(), { timeout: 5000 }).toContain('LONGSHORE_JOIN_TOKEN_FILE holds no join token');
    writeFileSync(file, `${tokenOf('a')}\n`);
    expect((await found)?.text).toBe(tokenOf('a'));
    expect(lines).toHaveLength(2);
  });

  it('is read anew for each connection', async () => {
    const next = source();
    for (const letter of ['a', 'b']) {
      writeFileSync(file, tokenOf(letter));
      expect((await next(over.signal))?.text).toBe(tokenOf(letter));
    }
  });

  it('is the one of the environment, if there is one', async () => {
    expect((await source(tokenOf('e'))(over.signal))?.text).toBe(tokenOf('e'));
    writeFileSync(file, tokenOf('a'));
    expect((await source(tokenOf('e'))(over.signal))?.text).toBe(tokenOf('e'));
  });

  it('is not looked for by a host that has joined, nor after the end', async () => {
    const ended = new AbortController();
    const waiting = source()(ended.signal);
    ended.abort();
    expect(await waiting).toBeUndefined();
    writeFileSync(file, tokenOf('a'));
    await identity.join({ hostId: 'h', serverKey: 'k', token: undefined });
    expect(await source()(over.signal)).toBeUndefined();
  });

  it('has both its variables checked, and neither is repeated', () => {
    const wrong = { LONGSHORE_SERVER: 'http://server', LONGSHORE_JOIN_TOKEN: 'lsj_hunter2', LONGSHORE_JOIN_TOKEN_FILE: 'join/hunter2' };
    expect(() => readConfig(wrong)).toThrow(ConfigError);
    expect(() => readConfig(wrong)).toThrow(/LONGSHORE_JOIN_TOKEN must be[^]*LONGSHORE_JOIN_TOKEN_FILE must be a full path/);
    expect(() => readConfig(wrong)).not.toThrow(/hunter2/);
    expect(readConfig({ ...wrong, LONGSHORE_JOIN_TOKEN: tokenOf('a'), LONGSHORE_JOIN_TOKEN_FILE: '/join/token' })).toMatchObject({
      joinToken: { text: tokenOf('a') },
      joinTokenFile: '/join/token',
    });
  });
});
