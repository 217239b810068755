import { describe, expect, it } from 'vitest';
import { Config, Environment } from '../config/config.ts';
import { publicOrigin } from './public-origin.ts';

const config = (environment: Record<string, string> = {}): Config => new Config(Environment.parse(environment));

describe('publicOrigin', () => {
  it.each([
    [{}, { host: 'ops.local:8080' }, 'http://ops.local:8080'],
    [{}, { host: '[2001:db8::1]:8080' }, 'http://[2001:db8::1]:8080'],
    [{ LONGSHORE_PUBLIC_URL: 'https://ops.example.com/' }, { host: 'longshore:8080' }, 'https://ops.example.com'],
    [{}, {}, 'http://127.0.0.1:8080'],
    [{}, { host: 'a b;$(reboot)' }, 'http://127.0.0.1:8080'],
    [{}, { host: 'user@evil/path?x' }, 'http://evil'],
  ])('%j asked by %j: %s', (environment, headers, origin) => {
    expect(publicOrigin(config(environment as Record<string, string>), headers)).toBe(origin);
  });
});
