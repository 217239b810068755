import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { actionNames, actions } from '@longshore/contract/registry';
import { describeApi } from './document.ts';

describe('the API description', () => {
  const document = describeApi();

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const outcome = await validator.validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
    expect(outcome.errors ?? []).toEqual([]);
    expect(validator.version).toBe('3.1');
  });

  it.each(actionNames)('describes %s', (name) => {
    const { path, method } = actions[name];
    const operation = document.paths?.[path]?.[method.toLowerCase() as 'get'];
    expect(operation).toMatchObject({ operationId: name, summary: actions[name].summary });
  });

  it('declares every parameter of every path', () => {
    for (const name of actionNames) {
      const { path, method } = actions[name];
      const operation = document.paths?.[path]?.[method.toLowerCase() as 'get'];
      const declared = (operation?.parameters ?? []).flatMap((parameter) =>
        'in' in parameter && parameter.in === 'path' ? [parameter.name] : [],
      );
      expect(declared, name).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    }
  });

  it('names the schemas that are used in several places once', () => {
    const host = document.paths?.['/hosts/{host}']?.get?.responses?.['200'];
    expect(host).toMatchObject({ content: { 'application/json': { schema: { $ref: '#/components/schemas/Host' } } } });
  });

  it('asks for nobody who signs in to be signed in', () => {
    expect(document.paths?.['/session']?.post?.security).toEqual([]);
    expect(document.paths?.['/hosts']?.get?.security).toBeUndefined();
  });
});
