import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { describe, expect, it } from 'vitest';
import { actionNames, actions } from '@longshore/contract/registry';
import { AppModule } from '../app.module.ts';
import { Config, Environment } from '../config/config.ts';
import { ACTION } from './action.decorator.ts';

interface Route {
  handler: string;
  action: string | undefined;
  method: string;
  path: string;
}

interface Dynamic {
  module: Type;
  imports?: Module[];
  controllers?: Type[];
}
type Module = Type | Dynamic | Promise<Dynamic>;

/** Every controller that the module and those it imports have. */
async function controllersOf(given: Module, seen = new Set<unknown>()): Promise<Type[]> {
  const entry = await given;
  const module = 'module' in entry ? entry.module : entry;
  if (seen.has(module)) return [];
  seen.add(module);
  const listed = (key: string): Type[] => (Reflect.getMetadata(key, module) as Type[] | undefined) ?? [];
  const dynamic = 'module' in entry ? entry : { imports: [], controllers: [] };
  const inner = await Promise.all([...listed(MODULE_METADATA.IMPORTS), ...(dynamic.imports ?? [])].map((one) => controllersOf(one, seen)));
  return [...new Set([...listed(MODULE_METADATA.CONTROLLERS), ...(dynamic.controllers ?? []), ...inner.flat()])];
}

function routesOf(controller: Type): Route[] {
  const prototype = controller.prototype as Record<string, object>;
  const methods = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  return methods.flatMap((name) => {
    const handler = prototype[name]!;
    const path: unknown = Reflect.getMetadata(PATH_METADATA, handler);
    if (typeof path !== 'string') return [];
    return {
      handler: `${controller.name}.${name}`,
      action: Reflect.getMetadata(ACTION, handler) as string | undefined,
      method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? '',
      path: `${String(Reflect.getMetadata(PATH_METADATA, controller))}${path}`.replace(/^\/+/, '/'),
    };
  });
}

describe('the routes', async () => {
  const app = AppModule.of(new Config(Environment.parse({})), 'postgres://nobody@localhost/nothing');
  const routes = (await controllersOf(app as Module)).flatMap(routesOf);

  it.each(actionNames)('%s has exactly one', (name) => {
    const { method, path } = actions[name];
    const own = routes.filter((route) => route.action === name);
    expect(own.map((route) => [route.method, route.path])).toEqual([[method, `/api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`]]);
  });

  it('are all of the registry: what has no row there does not exist', () => {
    expect(routes.filter(({ action }) => action === undefined || !Object.hasOwn(actions, action))).toEqual([]);
  });
});
