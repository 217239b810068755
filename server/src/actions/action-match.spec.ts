import { describe, expect, it } from 'vitest';
import { actionNames, actions } from '@longshore/contract/registry';
import { matchAction } from './action-match.ts';

describe('matchAction', () => {
  it.each(actionNames)('finds %s by its path', (name) => {
    const { method, path } = actions[name];
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => `${parameter}%20a%2Fb`);
    const found = matchAction(method, `/api/v1${filled}`);
    expect(found?.name).toBe(name);
    for (const [parameter, value] of Object.entries(found?.params ?? {})) expect(value).toBe(`${parameter} a/b`);
  });

  it.each([
    '/api/v1/hosts/a/containers',
    '/api/v1/',
    '/hosts',
    '/api/v1/hosts//containers/x/logs',
    '/api/v1/openapiXjson',
    '/api/v1/hosts/%E0%A4%A',
  ])('finds nothing at %s', (path) => {
    expect(matchAction('GET', path)).toBeUndefined();
  });
});
