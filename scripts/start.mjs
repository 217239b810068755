// `npm start`: builds what is missing or older than its sources, then is the server.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Longshore needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
if (!existsSync(fileURLToPath(new URL('../node_modules', import.meta.url)))) {
  console.error('The packages are not installed yet: run "npm ci" first.');
  process.exit(1);
}

const { buildStale } = await import('./build-stale.mjs');
try {
  await buildStale();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../server/dist/main.js');
