import { watch } from 'vue';
import { type Load, useLoad } from '../../../calls/useLoad.ts';
import { call } from '../../../data/api.ts';
import type { ContainerEntry } from '../../../data/fleet-entry.ts';

/** What the engine knows of a container, asked for again whenever it changes. */
export function useInspect(entry: () => ContainerEntry): Load<Readonly<Record<string, unknown>>> {
  const load = useLoad((signal) => call('container.inspect', { host: entry().host.id, container: entry().id }, {}, { signal }));
  watch(
    () => [entry().row, entry().stale],
    () => void load.reload(),
  );
  return load;
}
