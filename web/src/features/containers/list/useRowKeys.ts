import type { ContainerEntry } from '../../../data/fleet-entry.ts';
import { useShortcuts } from '../../../lib/keys.ts';
import { useContainerActions } from '../actions/useContainerActions.ts';
import { useOpeners } from '../actions/useOpeners.ts';

/** The keys that act on the row the keyboard is on, where its buttons would. */
export function useRowKeys(current: () => ContainerEntry | undefined): void {
  const { offers, offersConsole, offersLogs, run } = useContainerActions();
  const openers = useOpeners();
  const onRow = (may: (entry: ContainerEntry) => boolean, act: (entry: ContainerEntry) => void) => (): void => {
    const entry = current();
    if (entry !== undefined && may(entry)) act(entry);
  };
  useShortcuts([
    { keys: 'l', label: 'containers.logs', group: 'list', run: onRow(offersLogs, (entry) => openers.logs([entry])) },
    { keys: 'e', label: 'containers.console', group: 'list', run: onRow(offersConsole, openers.console) },
    {
      keys: 'r',
      label: 'containers.do.restart',
      group: 'list',
      run: onRow(
        (entry) => offers('restart', entry),
        (entry) => void run('restart', entry, {}),
      ),
    },
  ]);
}
