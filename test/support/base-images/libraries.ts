import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The shared libraries of this machine that programs need, the loader among them, as full paths.
 * @param beside a folder whose own libraries are left out: they are copied with the programs
 */
export function librariesOf(programs: readonly string[], beside?: string): string[] {
  const listed = execFileSync('/usr/bin/ldd', [...programs], { encoding: 'utf8' });
  const paths = listed.split('\n').flatMap((line) => /(?:=> |^\s+)(\/\S+) \(0x/.exec(line)?.[1] ?? []);
  return [...new Set(paths)].filter((path) => beside === undefined || !path.startsWith(beside));
}

/** The C library's own parts that programs load later or that packages with compiled code ask for, beside those of `librariesOf`. */
export function restOfLibc(libraries: readonly string[]): string[] {
  const folder = dirname(libraries.find((path) => path.endsWith('/libc.so.6')) ?? '/');
  return ['librt.so.1', 'libresolv.so.2', 'libutil.so.1', 'libnss_dns.so.2', 'libnss_files.so.2'].map((name) => join(folder, name));
}

/** Copies files into a tree that is to be the root of an image, at the paths they have here. */
export function copyInto(tree: string, paths: readonly string[]): void {
  for (const path of paths) {
    const target = join(tree, path);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(path, target);
  }
}
