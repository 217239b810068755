import { CirclePause, CirclePlay, CircleStop, Info, PencilLine, RotateCw, SquareX, Timer, Trash2 } from '@lucide/vue';
import type { ContainerEntry } from '../../../data/fleet-entry.ts';
import { t } from '../../../lib/i18n.ts';
import type { MenuEntry } from '../../../ui/menu.ts';
import { containerPlace } from '../places.ts';
import { useAsk } from './dialogs.ts';
import { useContainerActions } from './useContainerActions.ts';

/** The menu of all that may be done to a container now; what it may not is not there. `withPlace`: with a way to its page. */
export function useActionMenu(): (entry: ContainerEntry, withPlace: boolean) => MenuEntry[] {
  const { offers, run } = useContainerActions();
  const ask = useAsk();

  return (entry, withPlace) => {
    const groups: MenuEntry[][] = [[], [], [], []];
    const [place, life, change, end] = groups as [MenuEntry[], MenuEntry[], MenuEntry[], MenuEntry[]];
    if (withPlace) place.push({ kind: 'link', label: t('containers.details'), icon: Info, to: containerPlace(entry) });
    const add = (group: MenuEntry[], item: Omit<MenuEntry & { kind: 'item' }, 'kind'>): void => void group.push({ kind: 'item', ...item });
    if (offers('start', entry)) add(life, { label: t('containers.do.start'), icon: CirclePlay, run: () => void run('start', entry, {}) });
    if (offers('restart', entry))
      add(life, { label: t('containers.do.restart'), icon: RotateCw, run: () => void run('restart', entry, {}) });
    if (offers('pause', entry)) add(life, { label: t('containers.do.pause'), icon: CirclePause, run: () => void run('pause', entry, {}) });
    if (offers('unpause', entry))
      add(life, { label: t('containers.do.unpause'), icon: CirclePlay, run: () => void run('unpause', entry, {}) });
    if (offers('stop', entry)) {
      add(life, { label: t('containers.do.stop'), icon: CircleStop, run: () => void run('stop', entry, {}) });
      add(life, { label: t('containers.do.stopWith'), icon: Timer, run: () => ask('stop', entry) });
    }
    if (offers('kill', entry)) add(life, { label: t('containers.do.kill'), icon: SquareX, run: () => ask('kill', entry) });
    if (offers('rename', entry)) add(change, { label: t('containers.do.rename'), icon: PencilLine, run: () => ask('rename', entry) });
    if (offers('remove', entry))
      add(end, { label: t('containers.do.remove'), icon: Trash2, danger: true, run: () => ask('remove', entry) });
    return groups
      .filter((group) => group.length > 0)
      .flatMap((group, index): MenuEntry[] => (index === 0 ? group : [{ kind: 'separator' }, ...group]));
  };
}
