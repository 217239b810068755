import { onBeforeUnmount, onMounted, type Ref, ref } from 'vue';

/** An element's inner size in pixels, followed as it changes; infinite until it is known. */
export function useElementSize(element: () => HTMLElement | null): { width: Readonly<Ref<number>>; height: Readonly<Ref<number>> } {
  const width = ref(Number.POSITIVE_INFINITY);
  const height = ref(Number.POSITIVE_INFINITY);
  const observer = new ResizeObserver(([entry]) => {
    if (!entry) return;
    width.value = entry.contentRect.width;
    height.value = entry.contentRect.height;
  });
  onMounted(() => {
    const found = element();
    if (!found) return;
    // The observer answers only after the first paint; zero means no layout yet.
    width.value = found.clientWidth || Number.POSITIVE_INFINITY;
    height.value = found.clientHeight || Number.POSITIVE_INFINITY;
    observer.observe(found);
  });
  onBeforeUnmount(() => observer.disconnect());
  return { width, height };
}
