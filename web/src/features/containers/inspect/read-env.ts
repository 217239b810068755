import { MASKED } from '@longshore/contract/masked';
import { partAt, textsOf } from './document.ts';

export interface EnvVariable {
  readonly name: string;
  readonly value: string;
  /** The server keeps the value back until it is asked to reveal it. */
  readonly masked: boolean;
}

/** `NAME=value`, as the engine tells it. */
export function readVariable(text: string): EnvVariable {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const value = equals < 0 ? '' : text.slice(equals + 1);
  return { name, value, masked: value === MASKED };
}

/** By name, as they are looked for. */
export const readEnv = (variables: readonly string[]): EnvVariable[] =>
  variables.map(readVariable).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

export const readInspectedEnv = (document: unknown): EnvVariable[] => readEnv(textsOf(partAt(document, 'Config').Env));
