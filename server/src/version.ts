import { createRequire } from 'node:module';
import { z } from 'zod';

/** Our version, of package.json: this file and its compiled twin in dist lie equally deep below it. */
export const { version } = z.object({ version: z.string() }).parse(createRequire(import.meta.url)('../package.json'));
