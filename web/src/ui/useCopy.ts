import { onScopeDispose, type Ref, ref } from 'vue';
import { t } from '../lib/i18n.ts';
import { notify } from './notices.ts';

/** How long "copied" stays, in milliseconds. */
const SAID = 1500;

/** Takes a text along: `copied` is true for a moment after `copy` did. */
export function useCopy(): { copied: Readonly<Ref<boolean>>; copy: (text: string) => Promise<void> } {
  const copied = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Refused, or the page came over plain http from another machine: the text itself is the way out.
      notify({ kind: 'error', title: t('actions.notCopied'), text });
      return;
    }
    copied.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => (copied.value = false), SAID);
  }
  return { copied, copy };
}
