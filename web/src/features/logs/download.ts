import type { LogTarget } from '../../data/logs.ts';

/** Where the whole log is downloaded from: the browser keeps only the newest lines. */
export function downloadUrl(targets: readonly LogTarget[], timestamps: boolean): string {
  const query = new URLSearchParams(timestamps ? { timestamps: '1' } : {});
  const [only, ...others] = targets;
  if (only !== undefined && others.length === 0) return `/api/v1/hosts/${only.host}/containers/${only.container}/logs?${query}`;
  for (const { host, container } of targets) query.append('target', `${host}/${container}`);
  return `/api/v1/logs?${query}`;
}
