import type { User } from '@longshore/contract/identity';
import { KeyRound, Pencil, Trash2, UserCheck, UserX } from '@lucide/vue';
import { ProblemError } from '../../data/problem.ts';
import { call } from '../../data/api.ts';
import { useSession } from '../../data/session.ts';
import { t } from '../../lib/i18n.ts';
import type { MenuEntry } from '../../ui/menu.ts';
import { notify } from '../../ui/notices.ts';

interface UserMenuActions {
  edit: (user: User) => void;
  reset: (user: User) => void;
  ask: (user: User, what: 'disable' | 'remove') => void;
  changed: () => void;
}

/** What can be done to an account by whoever looks at it. */
export function useUserMenu({ edit, reset, ask, changed }: UserMenuActions): (user: User) => MenuEntry[] {
  const session = useSession();

  async function enable(user: User): Promise<void> {
    try {
      await call('user.update', { user: user.id }, { disabled: false });
      notify({ kind: 'success', title: t('access.enabled', { name: user.username }) });
      changed();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      notify({ kind: 'error', title: t('access.notEnabled', { name: user.username }), text: error.message });
    }
  }

  return (user) => {
    const entries: MenuEntry[] = [];
    if (session.can('user.update')) entries.push({ kind: 'item', label: t('hosts.edit'), icon: Pencil, run: () => edit(user) });
    if (session.can('user.reset')) entries.push({ kind: 'item', label: t('access.reset'), icon: KeyRound, run: () => reset(user) });
    if (session.can('user.update'))
      entries.push(
        user.disabled
          ? { kind: 'item', label: t('access.enable'), icon: UserCheck, run: () => void enable(user) }
          : { kind: 'item', label: t('access.disable'), icon: UserX, run: () => ask(user, 'disable') },
      );
    if (session.can('user.remove'))
      entries.push(
        { kind: 'separator' },
        { kind: 'item', label: t('access.remove'), icon: Trash2, danger: true, run: () => ask(user, 'remove') },
      );
    return entries;
  };
}
