import 'reflect-metadata';
import { readConfigOrExit } from './config/read-or-exit.ts';
import { createLog } from './log/log.ts';
import { runServer } from './run-server.ts';

/** Entry point of the server: reads the environment, and runs until it is told to end. */
const { config, warnings } = readConfigOrExit();
const log = createLog(config);
for (const warning of warnings) log.warn(warning);
await runServer(config, log);
