// `npm run dev`: the server on http://127.0.0.1:8080, built again and restarted when its sources change, and the web application with
// hot reload on the address that vite prints. Ctrl-C ends all of it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildStale } from './build-stale.mjs';
import { root } from './workspaces.mjs';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compile = (name) => [tsc, '--watch', '--preserveWatchOutput', '-p', join(root, name, 'tsconfig.build.json')];

// Not the web application: vite serves it from its sources.
await buildStale({ only: ['server', 'agent'] });
const children = [
  compile('contract'),
  compile('migrations'),
  compile('server'),
  ['--watch', '--watch-preserve-output', join(root, 'server/dist/main.js')],
  [join(root, 'node_modules/vite/bin/vite.js'), join(root, 'web')],
].map((args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }));

/** One that ends takes the others with it. */
await Promise.race(children.map((child) => once(child, 'exit')));
for (const child of children) child.kill('SIGTERM');
