// Bundles the agent into the one file that is copied to hosts: agent/dist/longshore-agent.mjs
import { chmod, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Memory on every host is worth a trick (7 MiB): the contract describes more than an agent ever reads. With zod as a namespace
 * its translations are left out, and schemas that are declared free of side effects are left out where nobody uses them.
 */
const lean = {
  name: 'lean',
  setup(bundle) {
    bundle.onLoad({ filter: /contract\/src\/.*\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const contents = source
        .replace("import { z } from 'zod'", "import * as z from 'zod'")
        .replace(
          /(?<![\w.$]|function )(?:z\.\w+(?:\.\w+)*|wholeNumber|page|items|operation|query|stream|local|verb)\(/g,
          '/* @__PURE__ */ $&',
        );
      return { contents, loader: 'ts' };
    });
  },
};

const outfile = path('dist/longshore-agent.mjs');
await build({
  entryPoints: [path('src/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // The contract is read unbuilt.
  conditions: ['source'],
  // Names stay as they are, for stack traces: to shorten them and keep a list of the long ones costs 4 MiB.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  plugins: [lean],
  // Proxy auto-configuration scripts need a JavaScript sandbox of half a megabyte, and config.ts does not take their addresses.
  // The others are optional accelerators of ws and debug, which both do without.
  external: ['pac-proxy-agent', 'bufferutil', 'utf-8-validate', 'supports-color'],
  // Packages in CommonJS ask for node's own modules with require.
  banner: { js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
await chmod(outfile, 0o755);
