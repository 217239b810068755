import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { useFleet } from '../../data/fleet.ts';
import { type Attention, attentionOf } from './attention.ts';

/** A walk over the whole fleet at most this often. Milliseconds. */
const PAUSE = 1000;

/** What asks for somebody to look, at most so many of it, followed as the fleet changes. */
export function useAttention(shown: number): Readonly<ShallowRef<Attention>> {
  const fleet = useFleet();
  const look = (): Attention => attentionOf(fleet.containers.values(), shown, Date.now() / 1000);
  const attention = shallowRef(look());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = fleet.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      attention.value = look();
    }, PAUSE);
  });
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
  });
  return attention;
}
