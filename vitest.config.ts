import vue from '@vitejs/plugin-vue';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** Workspaces are read unbuilt, through the export condition `source`. */
const conditions = ['source', ...defaultServerConditions];
const node = (name: string, include: string[], slow = {}) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { name, include, environment: 'node' as const, ...slow },
});

/** Quick by themselves, but other suites may run beside them: only what hangs takes so long. */
const quick = { testTimeout: 30_000 };

/**
 * Suites over real engines, databases and browsers: long by nature, and one file at a time has them. What is polled for comes
 * at once or never; how long it may take is a matter of how busy the machine is.
 */
const real = { testTimeout: 120_000, hookTimeout: 300_000, fileParallelism: false, expect: { poll: { timeout: 20_000 } } };

export default defineConfig({
  test: {
    projects: [
      node('unit', ['{contract,migrations,server,agent,scripts}/**/*.spec.ts', 'test/support/**/*.spec.ts'], quick),
      {
        plugins: [vue()],
        resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
        test: { name: 'web', include: ['web/src/**/*.spec.ts'], environment: 'happy-dom', ...quick },
      },
      node('integration', ['test/integration/**/*.spec.ts'], real),
      node('e2e', ['test/e2e/**/*.spec.ts'], real),
      node('browser', ['test/browser/**/*.spec.ts'], real),
      node('bench', ['test/bench/**/*.bench.ts'], { ...real, testTimeout: 1_800_000 }),
      node('faults', ['test/faults/**/*.spec.ts'], real),
    ],
  },
});
