import { onScopeDispose, type Ref, ref, shallowRef, type ShallowRef, watch } from 'vue';
import { type LocationQuery, useRoute, useRouter } from 'vue-router';
import type { Sort } from '../../../data/container-order.ts';
import { readSort, usualSort, writeSort } from './list-columns.ts';

/** Milliseconds that typing may pause before the address follows. */
const SETTLE = 250;

const textOf = (query: LocationQuery, name: string): string => {
  const value = query[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
};

/** Query and order of the list, both in the page's address: any view is a link. */
export function useListAddress(): { query: Ref<string>; sort: ShallowRef<Sort> } {
  const route = useRoute();
  const router = useRouter();
  const { name } = route;
  const query = ref(textOf(route.query, 'q'));
  const sort = shallowRef(readSort(textOf(route.query, 'sort')) ?? usualSort);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wanted = (): Record<string, string> => {
    const q = query.value.trim();
    const order = writeSort(sort.value);
    return { ...(q !== '' && { q }), ...(order !== writeSort(usualSort) && { sort: order }) };
  };
  const addressOf = (address: LocationQuery): string => JSON.stringify([textOf(address, 'q'), textOf(address, 'sort')]);
  /** What was last written there, so that it is not read back over what was typed since. */
  let written = addressOf(route.query);

  watch([query, sort], () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      written = addressOf(wanted());
      void router.replace({ query: wanted() });
    }, SETTLE);
  });
  // A link to another view of this page, or a step back to one.
  watch(
    () => route.query,
    (address) => {
      if (route.name !== name || addressOf(address) === written) return;
      written = addressOf(address);
      query.value = textOf(address, 'q');
      sort.value = readSort(textOf(address, 'sort')) ?? usualSort;
    },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { query, sort };
}
