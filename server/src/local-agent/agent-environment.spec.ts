import { describe, expect, it } from 'vitest';
import { agentEnvironment } from './agent-environment.ts';

const input = { server: 'http://127.0.0.1:8080', folder: '/data/local-agent', token: 'lsj_x.y' };

describe('the environment of the local agent', () => {
  it('is ours, but for what is not its business', () => {
    const ours = {
      PATH: '/bin',
      DOCKER_HOST: 'unix:///run/docker.sock',
      LONGSHORE_HOST_NAME: 'web-1',
      LONGSHORE_LOG_LEVEL: 'debug',
      DATABASE_URL: 'postgres://a:b@c/d',
      PGPASSWORD: 'battery staple',
      LONGSHORE_ADMIN_PASSWORD: 'correct horse',
      LONGSHORE_JOIN_TOKEN_FILE: '/join/token',
      LONGSHORE_JOIN_TOKEN: 'somebody else’s',
    };
    const environment = agentEnvironment(ours, input);
    expect(environment).toMatchObject({
      PATH: '/bin',
      DOCKER_HOST: 'unix:///run/docker.sock',
      LONGSHORE_HOST_NAME: 'web-1',
      LONGSHORE_LOG_LEVEL: 'debug',
      LONGSHORE_SERVER: input.server,
      LONGSHORE_AGENT_DATA: input.folder,
      LONGSHORE_JOIN_TOKEN: 'lsj_x.y',
      LONGSHORE_LOCAL: '1',
    });
    expect(Object.keys(environment)).not.toEqual(expect.arrayContaining(['DATABASE_URL']));
    expect(JSON.stringify(environment)).not.toMatch(/correct horse|battery staple|a:b@c|LONGSHORE_JOIN_TOKEN_FILE/);
  });

  it('holds no token when it has joined', () => {
    expect(agentEnvironment({ LONGSHORE_JOIN_TOKEN: 'x' }, { ...input, token: undefined }).LONGSHORE_JOIN_TOKEN).toBe('');
  });

  it('leads to this machine past any proxy', () => {
    expect(agentEnvironment({ no_proxy: 'intern' }, input)).toMatchObject({
      NO_PROXY: 'intern,127.0.0.1,::1,localhost',
      no_proxy: 'intern,127.0.0.1,::1,localhost',
    });
  });
});
