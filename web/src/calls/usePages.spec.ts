import { effectScope } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../data/problem.ts';
import { type Page, usePages } from './usePages.ts';

/** A list of numbers, three pages long, whose answers the test gives when it wants. */
function make() {
  const waiting: {
    cursor: string | undefined;
    signal: AbortSignal;
    answer: (page: Page<number>) => void;
    refuse: (error: Error) => void;
  }[] = [];
  const scope = effectScope();
  const pages = scope.run(() =>
    usePages<number>((cursor, signal) => new Promise((answer, refuse) => waiting.push({ cursor, signal, answer, refuse }))),
  )!;
  const last = () => waiting.at(-1)!;
  return { pages, scope, waiting, last, settle: () => vi.waitFor(() => expect(pages.loading.value).toBe(false)) };
}

describe('usePages', () => {
  it('loads page after page, as far as somebody reads', async () => {
    const { pages, waiting, last, settle } = make();
    expect(pages.items.value).toBeUndefined();
    last().answer({ items: [1, 2], next: 'b' });
    await settle();
    expect([pages.items.value, pages.atEnd.value]).toEqual([[1, 2], false]);
    void pages.more();
    void pages.more();
    expect(waiting.map(({ cursor }) => cursor)).toEqual([undefined, 'b']);
    last().answer({ items: [3], next: null });
    await settle();
    expect([pages.items.value, pages.atEnd.value]).toEqual([[1, 2, 3], true]);
    await pages.more();
    expect(waiting).toHaveLength(2);
  });

  it('begins again with the first page, whatever is still on its way', async () => {
    const { pages, waiting, last, settle } = make();
    last().answer({ items: [1], next: 'b' });
    await settle();
    void pages.more();
    const late = last();
    void pages.reload();
    expect(late.signal.aborted).toBe(true);
    last().answer({ items: [9], next: null });
    late.answer({ items: [2], next: null });
    await settle();
    expect(pages.items.value).toEqual([9]);
    expect(waiting).toHaveLength(3);
  });

  it('keeps what it has when a page cannot be had', async () => {
    const { pages, last, settle } = make();
    last().answer({ items: [1], next: 'b' });
    await settle();
    void pages.more();
    last().refuse(new ProblemError('unreachable', 'The server did not answer.'));
    await settle();
    expect(pages.items.value).toEqual([1]);
    expect(pages.problem.value?.code).toBe('unreachable');
  });

  it('gives up with the page', () => {
    const { scope, last } = make();
    scope.stop();
    expect(last().signal.aborted).toBe(true);
  });
});
