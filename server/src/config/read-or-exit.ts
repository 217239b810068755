import { ConfigError, readConfig, type ReadConfig } from './read-config.ts';

/** The configuration of this process; when it is wrong, every problem on stderr and the end. */
export function readConfigOrExit(): ReadConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`Longshore cannot start:\n${error.problems.map((problem) => `  ${problem}\n`).join('')}`);
    process.exit(1);
  }
}
