import { shallowReactive } from 'vue';

export type Notice = {
  kind: 'info' | 'success' | 'error';
  title: string;
  text?: string;
  action?: { label: string; run: () => void };
};
/** `times`: how often the same was said while it stood. */
export type ShownNotice = Notice & { id: number; times: number };

/** Milliseconds. Errors stay until they are read. */
const LIFE = 5000;

export const shownNotices = shallowReactive<ShownNotice[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let lastId = 0;

export function dismissNotice(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  const index = shownNotices.findIndex((notice) => notice.id === id);
  if (index >= 0) shownNotices.splice(index, 1);
}

/** Stops the clock of those that go by themselves, while somebody reads. */
export function holdNotices(): void {
  timers.forEach((timer) => clearTimeout(timer));
  timers.clear();
}

export function releaseNotices(): void {
  for (const { id, kind } of shownNotices) {
    if (kind !== 'error' && !timers.has(id)) timers.set(id, setTimeout(dismissNotice, LIFE, id));
  }
}

/** Shows a notice; the same one again only counts up. Returns its id, for `dismissNotice`. */
export function notify(notice: Notice): number {
  const index = shownNotices.findIndex(({ kind, title, text }) => kind === notice.kind && title === notice.title && text === notice.text);
  const known = shownNotices[index];
  if (known) {
    clearTimeout(timers.get(known.id));
    timers.delete(known.id);
    shownNotices[index] = { ...notice, id: known.id, times: known.times + 1 };
  } else {
    lastId += 1;
    shownNotices.push({ ...notice, id: lastId, times: 1 });
  }
  releaseNotices();
  return known?.id ?? lastId;
}
