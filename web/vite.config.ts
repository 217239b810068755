import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defaultClientConditions, defineConfig } from 'vite';

/** A server started by `npm start` or `npm run dev`; its sockets are passed through as well. */
const server = { target: `http://127.0.0.1:${process.env.LONGSHORE_PORT ?? '8080'}`, ws: true, xfwd: true };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue(), tailwind()],
  // `source` reads @longshore/contract unbuilt.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  server: { proxy: { '/api': server, '/live': server, '/agent': server, '/healthz': server } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: URLs and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What changes seldom stays in the browser's cache when we change.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'vendor', test: /node_modules\/(@vue|vue|vue-router|pinia|vue-i18n|@intlify)\// }] } },
    },
  },
});
