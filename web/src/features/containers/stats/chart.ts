import type { StatsPoint } from '../../../data/stats-point.ts';

/** A line of a chart. */
export interface Line {
  readonly label: string;
  /** Null where nothing is known: the line has a gap there. */
  readonly read: (point: StatsPoint) => number | null;
  /** Name of the colour's token, and whether the line is broken, so that lines differ without colour too. */
  readonly ink: 'accent-ink' | 'info' | 'warn' | 'ink-faint';
  readonly dashed?: boolean;
  /** The space under it is tinted. */
  readonly filled?: boolean;
}

export interface ChartShape {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
  /** The scale reaches at least so far, so that a line near nothing looks so. */
  readonly least: number;
  /** Bytes are divided in powers of two. */
  readonly binary?: boolean;
}

/** The columns that uPlot draws: seconds, then one per line. */
export const columnsOf = (points: readonly StatsPoint[], lines: readonly Line[]): [number[], ...(number | null)[][]] => [
  points.map(({ stats }) => stats.at / 1000),
  ...lines.map(({ read }) => points.map(read)),
];

/** Where lines are drawn across a chart: about four, at round numbers of bytes. */
export function binarySplits(max: number): number[] {
  const step = 2 ** Math.ceil(Math.log2(Math.max(1, max) / 4));
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step);
}
