import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { valuesOf, withoutFields, withValues } from '../query/query-text.ts';

export interface HostScope {
  /** Names of hosts and tags that the list is narrowed to; none of either is all hosts. */
  hosts: ComputedRef<readonly string[]>;
  tags: ComputedRef<readonly string[]>;
  choose: (field: 'host' | 'tag', values: readonly string[]) => void;
  all: () => void;
}

/** Which hosts the list of containers is about: a term of its query, so that it is part of the address like all the rest of it. */
export function useHostScope(): HostScope {
  const route = useRoute();
  const router = useRouter();
  const here = computed(() => route.name === 'containers');
  const query = computed(() => (here.value && typeof route.query.q === 'string' ? route.query.q : ''));

  function show(q: string): void {
    const address = here.value ? { ...route.query } : {};
    delete address.q;
    void router.push({ name: 'containers', query: { ...address, ...(q !== '' && { q }) } });
  }
  return {
    hosts: computed(() => valuesOf(query.value, 'host')),
    tags: computed(() => valuesOf(query.value, 'tag')),
    choose: (field, values) => show(withValues(query.value, field, values)),
    all: () => show(withoutFields(query.value, ['host', 'tag'])),
  };
}
