import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { showLanguage } from './i18n.ts';
import { type Language, storedLanguage, storeLanguage } from './language.ts';
import { readStored, writeStored } from './stored.ts';
import { applyTheme, resolveTheme, storedTheme, storeTheme, type Theme, type ThemeChoice, watchSystemTheme } from './theme.ts';

const DOCK_HEIGHT = 280;

function storedDockHeight(): number {
  const height = Number(readStored('dock'));
  return height > 0 ? height : DOCK_HEIGHT;
}

/** How this person likes it. Kept in the browser; a signed-in profile may set the same through `setTheme` and `setLanguage`. */
export const usePreferences = defineStore('preferences', () => {
  const themeChoice = ref<ThemeChoice>(storedTheme());
  const systemIsDark = ref(false);
  const theme = ref<Theme>('light');
  const language = ref<Language>(storedLanguage());
  /** Pixels. */
  const dockHeight = ref(storedDockHeight());

  watchSystemTheme((dark) => {
    systemIsDark.value = dark;
  });
  watch(
    [themeChoice, systemIsDark],
    () => {
      theme.value = resolveTheme(themeChoice.value, systemIsDark.value);
      applyTheme(theme.value);
    },
    { immediate: true, flush: 'sync' },
  );
  watch(dockHeight, (height) => writeStored('dock', String(Math.round(height))));

  function setTheme(choice: ThemeChoice): void {
    themeChoice.value = choice;
    storeTheme(choice);
  }

  /** Rejects, with nothing changed, when the messages cannot be fetched. */
  async function setLanguage(wanted: Language): Promise<void> {
    await showLanguage(wanted);
    language.value = wanted;
    storeLanguage(wanted);
  }

  return { themeChoice, theme, language, dockHeight, setTheme, setLanguage };
});
