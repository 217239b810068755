import type { AnsiSpan } from '../../data/ansi.ts';
import { findRanges, type LogFilter } from '../../data/log-filter.ts';

/** Text of one look, and whether it is what was looked for. */
export interface Piece extends AnsiSpan {
  marked: boolean;
}

/** The spans of a text, cut where a mark begins and ends. */
export function markedPieces(spans: readonly AnsiSpan[], search: LogFilter): Piece[] {
  const ranges = findRanges(search, spans.map(({ text }) => text).join(''));
  if (ranges.length === 0) return spans.map((span) => ({ ...span, marked: false }));
  const all: Piece[] = [];
  let at = 0;
  for (const { text, style } of spans) {
    const cuts = [...new Set([0, text.length, ...ranges.flat().map((place) => place - at)])]
      .filter((cut) => cut >= 0 && cut <= text.length)
      .sort((a, b) => a - b);
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const start = at + from;
      all.push({ text: text.slice(from, cuts[index + 1]), style, marked: ranges.some(([first, last]) => start >= first && start < last) });
    }
    at += text.length;
  }
  return all;
}
