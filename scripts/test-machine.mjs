// Before the tests: is all there that they need? Installs it where that is possible, else says what is missing and fails.
import { transform } from 'esbuild';
import { readFile } from 'node:fs/promises';

// The tests import the same file as TypeScript, which Node 20 does not run.
const source = await readFile(new URL('../test/support/machine.ts', import.meta.url), 'utf8');
const { code } = await transform(source, { loader: 'ts', format: 'esm' });
const { ensureMachine } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

const missing = await ensureMachine();
for (const line of missing) console.error(`missing: ${line}`);
if (missing.length > 0) {
  console.error('The tests run on real engines, databases and browsers, so they fail here rather than skip. On Debian, root can run them.');
  process.exit(1);
}
