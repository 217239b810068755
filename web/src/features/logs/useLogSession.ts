import { onScopeDispose, shallowRef, type ShallowRef, watch } from 'vue';
import { type LogSession, type LogTarget, useLogs } from '../../data/logs.ts';
import { rangeOf, type RangeName } from './log-range.ts';

/** The session behind a view: opened anew when the targets or the range change, closed with the component. */
export function useLogSession(targets: () => readonly LogTarget[], range: () => RangeName): ShallowRef<LogSession> {
  const open = useLogs();
  const session = shallowRef(open(targets(), rangeOf(range())));
  watch([() => JSON.stringify(targets()), range], () => {
    session.value.close();
    session.value = open(targets(), rangeOf(range()));
  });
  onScopeDispose(() => session.value.close());
  return session;
}
