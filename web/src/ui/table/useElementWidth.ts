import { onBeforeUnmount, onMounted, type Ref, ref } from 'vue';

/** The width of an element in pixels, followed as it changes; infinite until it is known. */
export function useElementWidth(element: () => HTMLElement | null): Readonly<Ref<number>> {
  const width = ref(Number.POSITIVE_INFINITY);
  const observer = new ResizeObserver(([entry]) => {
    if (entry) width.value = entry.contentRect.width;
  });
  onMounted(() => {
    const found = element();
    if (!found) return;
    width.value = found.clientWidth || Number.POSITIVE_INFINITY;
    observer.observe(found);
  });
  onBeforeUnmount(() => observer.disconnect());
  return width;
}
