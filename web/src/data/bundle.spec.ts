// @vitest-environment node
import { build } from 'esbuild';
import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('brings no schema library into the browser', async () => {
  const folder = new URL('.', import.meta.url).pathname;
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  const { metafile } = await build({
    entryPoints: files.map((file) => folder + file),
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    outdir: folder,
    conditions: ['source', 'browser'],
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.filter((path) => path.includes('contract/src')).length).toBeGreaterThan(5);
  expect(inputs.filter((path) => path.includes('node_modules/zod'))).toEqual([]);
});
