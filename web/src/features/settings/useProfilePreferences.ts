import type { ActionInput } from '@longshore/contract/registry';
import { watch } from 'vue';
import { ProblemError } from '../../data/problem.ts';
import { useSession } from '../../data/session.ts';
import { t } from '../../lib/i18n.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { notify } from '../../ui/notices.ts';

/** Keeps theme and language the same in the profile and in this browser, so that they are right in the next browser too. */
export function useProfilePreferences(): void {
  const session = useSession();
  const preferences = usePreferences();

  // What the profile says holds from the moment one signs in, or changes it elsewhere.
  watch(
    () => session.session?.user,
    async (user) => {
      if (user === undefined) return;
      if (user.theme !== preferences.themeChoice) preferences.setTheme(user.theme);
      if (user.language !== null && user.language !== preferences.language)
        await preferences.setLanguage(user.language).catch(tellLanguage);
    },
    { immediate: true },
  );

  // What is chosen here is kept there.
  watch(
    () => preferences.themeChoice,
    async (theme) => {
      const user = session.session?.user;
      if (user !== undefined && user.theme !== theme) await keep({ theme });
    },
  );
  watch(
    () => preferences.language,
    async (language) => {
      const user = session.session?.user;
      if (user !== undefined && user.language !== language) await keep({ language });
    },
  );

  async function keep(changes: ActionInput<'profile.update'>): Promise<void> {
    try {
      await session.updateProfile(changes);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      notify({ kind: 'error', title: t('settings.notKept'), text: error.message });
    }
  }
}

function tellLanguage(): void {
  notify({ kind: 'error', title: t('settings.languageFailed') });
}
