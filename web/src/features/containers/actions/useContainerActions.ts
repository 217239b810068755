import type { Operation } from '@longshore/contract/operations';
import type { ActionInput } from '@longshore/contract/registry';
import type { ContainerEntry } from '../../../data/fleet-entry.ts';
import { useOperations } from '../../../data/operations.ts';
import { ProblemError } from '../../../data/problem.ts';
import { useSession } from '../../../data/session.ts';
import { t } from '../../../lib/i18n.ts';
import { notify } from '../../../ui/notices.ts';
import { problemTitle } from '../../../calls/problem-words.ts';
import { isMeaningful, takesCommands, type Verb } from './verbs.ts';

type Arguments<V extends Verb> = ActionInput<`container.${V}`>;

export interface ContainerActions {
  /** Allowed to this person, meaningful in this state, and its host listens. */
  offers: (verb: Verb, entry: ContainerEntry) => boolean;
  /** Its log can be read; a host that is offline cannot be asked. */
  offersLogs: (entry: ContainerEntry) => boolean;
  offersConsole: (entry: ContainerEntry) => boolean;
  /** Does it and waits for the end. @throws ProblemError when it was refused or failed, with the engine's words */
  perform: <V extends Verb>(verb: V, entry: ContainerEntry, args: Arguments<V>) => Promise<void>;
  /** Does it from a button: a failure is told by a notice, which stays until it is read. */
  run: <V extends Verb>(verb: V, entry: ContainerEntry, args: Arguments<V>) => Promise<void>;
}

/** Why an operation did not do what it should; null when it did, or was called off. */
function failureOf({ state, error }: Operation): ProblemError | null {
  if (state !== 'failed' && state !== 'interrupted') return null;
  return error === null ? new ProblemError('interrupted', problemTitle('interrupted')) : ProblemError.fromBody(error);
}

/** What may be done to containers, and doing it. */
export function useContainerActions(): ContainerActions {
  const session = useSession();
  const operations = useOperations();

  const perform: ContainerActions['perform'] = async (verb, entry, args) => {
    const { id } = await operations.run<`container.${Verb}`>(`container.${verb}`, { host: entry.host.id, container: entry.id }, args);
    const failure = failureOf(await operations.ended(id));
    if (failure !== null) {
      operations.markRead(id);
      throw failure;
    }
  };

  return {
    offers: (verb, entry) => !entry.stale && isMeaningful(verb, entry.row.state) && session.can(`container.${verb}`, entry.resource),
    offersLogs: (entry) => !entry.stale && session.can('container.logs', entry.resource),
    offersConsole: (entry) => !entry.stale && takesCommands(entry.row.state) && session.can('container.exec', entry.resource),
    perform,
    run: async (verb, entry, args) => {
      try {
        await perform(verb, entry, args);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        const title = t(`containers.failed.${verb}`, { name: entry.name, host: entry.hostName });
        notify({ kind: 'error', title, text: [error.message, error.hint].filter(Boolean).join('\n') });
      }
    },
  };
}
