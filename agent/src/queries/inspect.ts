import type { ContainerInspect } from '@longshore/contract/containers';
import * as z from 'zod';
import { maskVariable } from './secrets.ts';

const Environment = z.array(z.string());
const WithConfig = z.looseObject({});

/** The environment in an inspect document. */
export function environmentOf(document: ContainerInspect): string[] {
  const config = WithConfig.safeParse(document.Config);
  const env = Environment.safeParse(config.data?.Env);
  return env.success ? env.data : [];
}

/** The document with the secrets of its environment hidden. */
export function masked(document: ContainerInspect): ContainerInspect {
  const config = WithConfig.safeParse(document.Config);
  if (!config.success) return document;
  const env = environmentOf(document).map(maskVariable);
  return { ...document, Config: { ...config.data, ...('Env' in config.data ? { Env: env } : {}) } };
}
