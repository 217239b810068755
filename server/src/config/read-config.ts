import { agentVariables } from './agent-variables.ts';
import { Config, Environment } from './config.ts';
import { nearest } from './nearest.ts';

/** Everything that is wrong with the environment, a line each. */
export class ConfigError extends Error {
  override name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

export interface ReadConfig {
  readonly config: Config;
  /** What is probably a mistake, but no reason not to start. */
  readonly warnings: readonly string[];
}

/**
 * The configuration that an environment means.
 * @throws ConfigError naming the variable of every problem at once; values are never repeated, they may be secrets
 */
export function readConfig(environment: NodeJS.ProcessEnv): ReadConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const outcome = Environment.safeParse(set);
  if (!outcome.success) throw new ConfigError(outcome.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`));
  return { config: new Config(outcome.data), warnings: unknownVariables(Object.keys(set)) };
}

function unknownVariables(names: readonly string[]): string[] {
  const known = Object.keys(Environment.shape);
  return names
    .filter((name) => name.startsWith('LONGSHORE_') && !known.includes(name) && !agentVariables.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return `${name} is not a setting of the server${meant === undefined ? '' : `; did you mean ${meant}?`}`;
    });
}
