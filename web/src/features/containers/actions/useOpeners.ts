import type { ContainerEntry } from '../../../data/fleet-entry.ts';
import { t } from '../../../lib/i18n.ts';
import { useDock } from '../../dock/dock.ts';

export interface Openers {
  /** The log of one, or those of several merged. */
  logs: (entries: readonly ContainerEntry[]) => void;
  console: (entry: ContainerEntry) => void;
}

const targetOf = ({ host, id }: ContainerEntry): { host: string; container: string } => ({ host: host.id, container: id });
const titleOf = ({ name, hostName }: ContainerEntry): string => `${name}@${hostName}`;

/** Logs and consoles open in the dock, where they stay while one walks on. */
export function useOpeners(): Openers {
  const dock = useDock();
  return {
    logs: (entries) => {
      const [only, ...others] = entries;
      if (only === undefined) return;
      const title = others.length === 0 ? titleOf(only) : t('logs.several', { count: entries.length });
      dock.open(title, { type: 'logs', targets: entries.map(targetOf) });
    },
    console: (entry) => dock.open(titleOf(entry), { type: 'console', target: { ...targetOf(entry), kind: 'exec' } }),
  };
}
