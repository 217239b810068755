import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const token = `lsj_${'a'.repeat(43)}.${'b'.repeat(43)}`;
const server = { LONGSHORE_SERVER: 'https://longshore.example:8443' };

function problems(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('reads what is set, and fills in the rest', () => {
    const config = readConfig({ ...server, LONGSHORE_JOIN_TOKEN: token, LONGSHORE_HOST_NAME: 'web-1', LONGSHORE_AGENT_DATA: '/data' });
    expect(config).toMatchObject({ hostName: 'web-1', dataDir: '/data', logLevel: 'info', proxied: false, local: false });
    expect(config.server.origin).toBe('https://longshore.example:8443');
    expect(config.joinToken).toEqual({ text: token, serverKeyHash: 'b'.repeat(43) });
    expect(config.engine).toEqual({ kind: 'unix', path: '/var/run/docker.sock' });
  });

  it('names every variable that is wrong, all at once', () => {
    const found = problems({
      LONGSHORE_SERVER: 'ftp://x',
      LONGSHORE_JOIN_TOKEN: 'secret-thing',
      LONGSHORE_AGENT_DATA: 'relative',
      LONGSHORE_HOST_NAME: '-bad-',
      DOCKER_HOST: 'ssh://box',
      LONGSHORE_LOG_LEVEL: 'loud',
      LONGSHORE_LOCAL: 'yes',
      HTTP_PROXY: 'pac+http://proxy/x.pac',
    });
    const names = found.map((problem) => problem.split(' ')[0]);
    expect(names.sort()).toEqual(
      [
        'DOCKER_HOST',
        'HTTP_PROXY',
        'LONGSHORE_AGENT_DATA',
        'LONGSHORE_HOST_NAME',
        'LONGSHORE_JOIN_TOKEN',
        'LONGSHORE_LOCAL',
        'LONGSHORE_LOG_LEVEL',
        'LONGSHORE_SERVER',
      ].sort(),
    );
  });

  it('says that the server is not set, also when the variable is empty', () => {
    expect(problems({})).toEqual(['LONGSHORE_SERVER is not set']);
    expect(problems({ LONGSHORE_SERVER: '' })).toEqual(['LONGSHORE_SERVER is not set']);
  });

  it('does not repeat a token that it does not understand', () => {
    expect(problems({ ...server, LONGSHORE_JOIN_TOKEN: 'lsj_topsecret' }).join()).not.toContain('topsecret');
  });

  it('knows of a proxy, in either case of letters', () => {
    expect(readConfig({ ...server, https_proxy: 'http://proxy:3128' }).proxied).toBe(true);
    expect(readConfig({ ...server, ALL_PROXY: 'socks5://proxy' }).proxied).toBe(true);
  });

  it('refuses the address of a page', () => {
    expect(problems({ LONGSHORE_SERVER: 'http://host/longshore' })).toEqual(['LONGSHORE_SERVER must be an address without a path']);
  });
});
