import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/** One figure of the benchmark. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** The most (`<=`) or the least (`>=`) it should be. */
  goal?: { bound: '<=' | '>='; value: number };
  /** What it was measured beside, in the same run. */
  beside?: string;
}

const figures: Figure[] = [];

export function report(figure: Figure): void {
  figures.push(figure);
}

export const meets = ({ goal, value }: Figure): boolean =>
  goal === undefined || (goal.bound === '<=' ? value <= goal.value : value >= goal.value);

const rounded = (value: number): string => (value === 0 ? '0' : Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Prints the table and writes the same as JSON. */
export function publish(file: string): void {
  const rows = figures.map((figure) => [
    figure.what,
    `${rounded(figure.value)} ${figure.unit}`,
    figure.goal === undefined ? '' : `${figure.goal.bound} ${figure.goal.value}`,
    figure.goal === undefined ? '' : meets(figure) ? 'met' : 'NOT MET',
    figure.beside ?? '',
  ]);
  const table = [['figure', 'measured', 'goal', '', 'beside'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  console.log(table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n'));
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model, memory: totalmem() };
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2)}\n`);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds that something takes, each of several times. */
export async function times(count: number, what: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const start = performance.now();
    await what();
    taken.push(performance.now() - start);
  }
  return taken;
}
