import { computed, type ComputedRef } from 'vue';
import { formatBytes } from '../../../lib/bytes.ts';
import { formatNumber, locale, t } from '../../../lib/i18n.ts';
import { formatPercent } from '../percent.ts';
import type { ChartShape } from './chart.ts';

const MIB = 2 ** 20;
/** Of its limit: from here on the limit is drawn as well. Below it would press the line to the ground. */
const NEAR = 0.25;

/** The five charts of a container. */
export function useCharts(): ComputedRef<readonly ChartShape[]> {
  return computed(() => {
    const bytes = (value: number): string => formatBytes(value, locale.value);
    const rate = (value: number): string => t('stats.perSecond', { amount: bytes(value) });
    return [
      {
        title: t('stats.cpu'),
        lines: [{ label: t('stats.cpu'), ink: 'accent-ink', filled: true, read: ({ stats }) => stats.cpu }],
        format: (value) => formatPercent(value, locale.value),
        least: 5,
      },
      {
        title: t('stats.memory'),
        lines: [
          { label: t('stats.used'), ink: 'accent-ink', filled: true, read: ({ stats }) => stats.memory },
          {
            label: t('stats.limit'),
            ink: 'warn',
            dashed: true,
            read: ({ stats }) => (stats.memory > stats.memoryLimit * NEAR ? stats.memoryLimit : null),
          },
        ],
        format: bytes,
        least: 4 * MIB,
        binary: true,
      },
      {
        title: t('stats.network'),
        lines: [
          { label: t('stats.received'), ink: 'accent-ink', read: ({ rates }) => rates?.networkIn ?? null },
          { label: t('stats.sent'), ink: 'info', dashed: true, read: ({ rates }) => rates?.networkOut ?? null },
        ],
        format: rate,
        least: 1024,
        binary: true,
      },
      {
        title: t('stats.block'),
        lines: [
          { label: t('stats.reading'), ink: 'accent-ink', read: ({ rates }) => rates?.blockRead ?? null },
          { label: t('stats.writing'), ink: 'info', dashed: true, read: ({ rates }) => rates?.blockWrite ?? null },
        ],
        format: rate,
        least: 1024,
        binary: true,
      },
      {
        title: t('stats.pids'),
        lines: [{ label: t('stats.pids'), ink: 'accent-ink', read: ({ stats }) => stats.pids }],
        format: formatNumber,
        least: 4,
      },
    ];
  });
}
