import 'reflect-metadata';
import { ConfigError, readConfig } from './config/read-config.ts';
import { createLog } from './log/log.ts';
import { runServer } from './run-server.ts';

/** Entry point of the server: reads the environment, and runs until it is told to end. */
try {
  const { config, warnings } = readConfig(process.env);
  const log = createLog(config);
  for (const warning of warnings) log.warn(warning);
  await runServer(config, log);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`Longshore cannot start:\n${error.problems.map((problem) => `  ${problem}\n`).join('')}`);
  process.exit(1);
}
