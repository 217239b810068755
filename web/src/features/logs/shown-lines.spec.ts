import { describe, expect, it } from 'vitest';
import { shallowRef, triggerRef } from 'vue';
import { compileLogFilter } from '../../data/log-filter.ts';
import { LineRing } from '../../data/log-lines.ts';
import { useShownLines } from './shown-lines.ts';

function ring(capacity: number) {
  const lines = shallowRef(new LineRing(capacity));
  let id = 0;
  const say = (...texts: string[]): void => {
    for (const text of texts) lines.value.push({ id: id++, source: 0, output: 1, time: '', text, notice: undefined });
    triggerRef(lines);
  };
  return { lines, say };
}

describe('useShownLines', () => {
  it('shows all without a filter, and those that fit with one, as they come and go', () => {
    const { lines, say } = ring(4);
    const filter = shallowRef(compileLogFilter({}));
    const shown = useShownLines(
      () => lines.value,
      () => filter.value,
    );
    const texts = (): (string | undefined)[] => Array.from({ length: shown.value.count }, (_, index) => shown.value.at(index)?.text);
    say('good 1', 'bad 1');
    expect(texts()).toEqual(['good 1', 'bad 1']);
    filter.value = compileLogFilter({ text: 'good' });
    expect(texts()).toEqual(['good 1']);
    say('good 2', 'bad 2');
    expect(texts()).toEqual(['good 1', 'good 2']);
    say('good 3');
    expect(texts()).toEqual(['good 2', 'good 3']);
    expect(shown.value.gone).toBe(1);
    filter.value = compileLogFilter({ text: 'good', inverse: true });
    expect(texts()).toEqual(['bad 1', 'bad 2']);
  });

  it('finds a line that was put between others, and where lines are', () => {
    const { lines, say } = ring(10);
    const filter = shallowRef(compileLogFilter({ text: 'good' }));
    const shown = useShownLines(
      () => lines.value,
      () => filter.value,
    );
    const texts = (): (string | undefined)[] => Array.from({ length: shown.value.count }, (_, index) => shown.value.at(index)?.text);
    say('bad 1', 'good 3', 'bad 4');
    expect(texts()).toEqual(['good 3']);
    lines.value.insert({ source: 1, output: 1, time: '', text: 'good 2', notice: undefined }, ({ text }) => text !== 'bad 1');
    triggerRef(lines);
    expect(texts()).toEqual(['good 2', 'good 3']);
    expect([1, 2, 3].map(shown.value.placeOf)).toEqual([0, 1, 2]);
    filter.value = compileLogFilter({});
    expect(texts()).toEqual(['bad 1', 'good 2', 'good 3', 'bad 4']);
    expect(shown.value.placeOf(2)).toBe(2);
  });
});
