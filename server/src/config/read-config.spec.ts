import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './read-config.ts';

const problemsOf = (environment: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({}).config).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: undefined,
      logLevel: 'info',
      localAgent: true,
    });
    expect(readConfig({}).config.data).toBe(`${process.cwd()}/data`);
  });

  it('takes empty variables as not set', () => {
    expect(readConfig({ LONGSHORE_PORT: '', DATABASE_URL: '', LONGSHORE_ADMIN_PASSWORD: '' }).config).toMatchObject({
      port: 8080,
      databaseUrl: undefined,
    });
  });

  it('takes what is set', () => {
    const { config } = readConfig({
      LONGSHORE_PORT: '0',
      LONGSHORE_DATA: '/srv/x',
      DATABASE_URL: 'postgresql://a:b@db/longshore?sslmode=require',
      LONGSHORE_PUBLIC_URL: 'https://ops.example.com',
      LONGSHORE_LOCAL_AGENT: 'off',
    });
    expect(config).toMatchObject({
      port: 0,
      data: '/srv/x',
      localAgent: false,
      databaseUrl: 'postgresql://a:b@db/longshore?sslmode=require',
    });
    expect(config.publicUrl?.origin).toBe('https://ops.example.com');
  });

  it('tells every problem at once, by name, and repeats no value', () => {
    const problems = problemsOf({
      LONGSHORE_PORT: '70000',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      LONGSHORE_ADMIN_PASSWORD: 'short',
      LONGSHORE_PUBLIC_URL: 'https://ops.example.com/longshore',
      LONGSHORE_LOG_LEVEL: 'loud',
      LONGSHORE_LOCAL_AGENT: 'maybe',
      LONGSHORE_JOIN_TOKEN_FILE: 'join/token',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'LONGSHORE_PORT',
      'DATABASE_URL',
      'LONGSHORE_ADMIN_PASSWORD',
      'LONGSHORE_PUBLIC_URL',
      'LONGSHORE_LOG_LEVEL',
      'LONGSHORE_LOCAL_AGENT',
      'LONGSHORE_JOIN_TOKEN_FILE',
    ]);
    expect(problems.join()).not.toMatch(/hunter2|short/);
  });

  it('warns of a variable that it does not know, with the nearest one', () => {
    expect(readConfig({ LONGSHORE_PROT: '1', LONGSHORE_HOST_NAME: 'web-1' }).warnings).toEqual([
      'LONGSHORE_PROT is not a setting of the server; did you mean LONGSHORE_PORT?',
    ]);
    expect(readConfig({ LONGSHORE_SOMETHING_ELSE_ALTOGETHER: '1' }).warnings).toEqual([
      'LONGSHORE_SOMETHING_ELSE_ALTOGETHER is not a setting of the server',
    ]);
  });
});
