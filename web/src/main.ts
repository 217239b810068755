import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { provideData } from './data/data.ts';
import { i18n, t } from './lib/i18n.ts';
import { usePreferences } from './lib/preferences.ts';
import { makeRouter } from './router.ts';
import { notify } from './ui/notices.ts';
import './ui/theme.css';

/** The messages of one language are all the page needs to begin with. */
async function start(): Promise<void> {
  const app = createApp(App).use(createPinia()).use(i18n);
  provideData(app);
  const preferences = usePreferences();
  await preferences.setLanguage(preferences.language);
  const router = makeRouter();
  app.use(router);
  // Whether anybody is signed in decides what the first page is. If it cannot be fetched, the notice about that needs a place; the
  // router has told the console.
  await router.isReady().catch(() => undefined);
  app.mount('#app');
}

// A part that is gone from the server was replaced by a newer one: only a reload helps, and the person says when.
window.addEventListener('vite:preloadError', () => {
  notify({
    kind: 'error',
    title: t('app.newVersion'),
    text: t('app.newVersionHint'),
    action: { label: t('actions.reload'), run: () => window.location.reload() },
  });
});

await start();
