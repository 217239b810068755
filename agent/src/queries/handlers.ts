import type { ActionArgs, ActionResult, QueryName } from '@longshore/contract/registry';
import type { Engine } from '../engine/engine.ts';
import type { StatsSampler } from '../stats.ts';
import { environmentOf, masked } from './inspect.ts';

export interface QueryContext<Args> {
  /** Full id of the container asked about. */
  container: string;
  args: Args;
  signal: AbortSignal;
}

/** An answer for every query there is: one that is missing does not compile. */
export type QueryHandlers = {
  readonly [Name in QueryName]: (context: QueryContext<ActionArgs<Name>>) => Promise<ActionResult<Name>>;
};

export function queryHandlers({ containers }: Engine, stats: StatsSampler): QueryHandlers {
  return {
    'container.inspect': async ({ container, signal }) => masked(await containers.inspectRaw(container, signal)),
    'container.reveal': async ({ container, signal }) => ({ env: environmentOf(await containers.inspectRaw(container, signal)) }),
    'container.top': async ({ container, signal }) => {
      const { Titles, Processes } = await containers.top(container, signal);
      return { titles: Titles, processes: Processes };
    },
    'container.stats': ({ container, signal }) => stats.now(container, signal),
  };
}
