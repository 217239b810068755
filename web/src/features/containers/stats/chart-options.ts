import type uPlot from 'uplot';
import { locale } from '../../../lib/i18n.ts';
import { perLocale } from '../../../lib/formatter.ts';
import { binarySplits, type ChartShape, type Line } from './chart.ts';

const HEIGHT = 160;
/** Seconds that a chart shows at least, so that the first samples do not fill it. */
const SPAN = 60;

const clock = perLocale((tag) => new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }));

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const series = ({ label, ink, dashed, filled }: Line): uPlot.Series => ({
  label,
  stroke: token(ink),
  width: 1.5,
  points: { show: false },
  ...(dashed === true && { dash: [4, 3] }),
  ...(filled === true && { fill: `${token(ink)}1f` }),
});

/** How uPlot draws a chart. `point` hears the sample under the pointer, on this chart or a neighbour. */
export function chartOptions(shape: ChartShape, width: number, point: (index: number | null) => void): uPlot.Options {
  const text = { stroke: token('ink-faint'), font: '11px system-ui, sans-serif' };
  const lines = { stroke: token('line'), width: 1 };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, sync: { key: 'usage' }, drag: { x: false, y: false } },
    padding: [8, 8, 0, 0],
    scales: {
      x: { time: true, range: (_chart, min, max) => [Math.min(min, max - SPAN), max] },
      y: { range: (_chart, _min, max) => [0, Math.max(shape.least, max * 1.1)] },
    },
    axes: [
      {
        ...text,
        grid: { show: false },
        ticks: { show: false },
        size: 28,
        gap: 9,
        space: 90,
        values: (_chart, at) => at.map((time) => clock(locale.value).format(time * 1000)),
      },
      {
        ...text,
        grid: lines,
        ticks: { show: false },
        size: 68,
        space: 32,
        values: (_chart, at) => at.map(shape.format),
        ...(shape.binary === true && { splits: (_chart: uPlot, _axis: number, _min: number, max: number) => binarySplits(max) }),
      },
    ],
    series: [{}, ...shape.lines.map(series)],
    hooks: { setCursor: [(chart) => point(chart.cursor.idx ?? null)] },
  };
}
