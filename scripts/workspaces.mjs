// What is built from what, in what order.
import { brotliCompress, constants, gzip } from 'node:zlib';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const tsc = require.resolve('typescript/bin/tsc');

const library = (name, ...after) => ({
  name,
  after,
  /** Files and folders it is made of, below the root. */
  sources: [`${name}/src`, `${name}/package.json`, `${name}/tsconfig.json`, `${name}/tsconfig.build.json`, 'tsconfig.json'],
  /** Arguments for node, to build into a folder. */
  command: (into) => [tsc, '-p', join(root, name, 'tsconfig.build.json'), '--outDir', into],
});

/** Everything that is built, each after those it needs. */
export const workspaces = [
  library('contract'),
  library('migrations'),
  library('server', 'contract', 'migrations'),
  {
    name: 'agent',
    after: [],
    sources: ['agent/src', 'agent/package.json', 'agent/build.mjs', 'contract/src', 'package-lock.json'],
    // One file, that it puts into its place itself.
    inPlace: true,
    command: () => [join(root, 'agent/build.mjs')],
  },
  {
    name: 'web',
    after: [],
    sources: ['web/src', 'web/public', 'web/index.html', 'web/package.json', 'web/vite.config.ts', 'contract/src', 'package-lock.json'],
    command: (into) => [join(root, 'node_modules/vite/bin/vite.js'), 'build', join(root, 'web'), '--logLevel', 'warn', '--outDir', into],
    finish: compress,
  },
];

/** Bytes below which compressing saves nothing. */
const WORTHWHILE = 1024;
const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** Lays compressed twins beside the files of a folder, so that the server need not compress them on each request. */
async function compress(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(?:js|css|html|svg|json|txt|webmanifest)$/.test(entry.name));
  await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = await readFile(path);
      if (bytes.length < WORTHWHILE) return;
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
      await Promise.all([
        writeFile(`${path}.gz`, await gzipped(bytes, { level: 9 })),
        writeFile(`${path}.br`, await brotlied(bytes, quality)),
      ]);
    }),
  );
}
