import { rename, stat } from 'node:fs/promises';

/** Bytes. */
const LIMIT = 10 * 1024 * 1024;

/** Sets a log file that has grown long aside as `.1`, in place of the one set aside before. To be called before it is opened. */
export async function keepSmall(path: string): Promise<void> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  if (size > LIMIT) await rename(path, `${path}.1`);
}
