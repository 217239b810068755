import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Engine } from './engine.ts';
import { tempDirectory, tempRoot } from './temp.ts';

/** Statically linked, so it needs nothing beside it in an image. */
const BUSYBOX = '/bin/busybox';
const DEFINITIONS = fileURLToPath(new URL('images/', import.meta.url));

/** In the order in which they build on each other; each is a directory in images/. */
const DERIVED = ['idle', 'web', 'spewer', 'unhealthy', 'healthy', 'crasher', 'volume', 'tty'] as const;

/**
 * The images that tests use; none is pulled from anywhere. What each does is in its Dockerfile.
 * Process 1 ignores SIGTERM unless it handles it: `docker stop` of a bare `base sleep 100` takes its 10 s, all others stop at once.
 */
export const IMAGES = {
  /** busybox with all its applets; `/bin/sh` unless told otherwise. */
  base: 'longshore/base:1',
  idle: 'longshore/idle:1',
  web: 'longshore/web:1',
  spewer: 'longshore/spewer:1',
  unhealthy: 'longshore/unhealthy:1',
  healthy: 'longshore/healthy:1',
  crasher: 'longshore/crasher:1',
  volume: 'longshore/volume:1',
  tty: 'longshore/tty:1',
} as const;

let building: Promise<void> | undefined;

/** Gives an engine all images: loaded from one archive, which the first call on a machine builds. */
export async function loadImages(engine: Engine): Promise<void> {
  const archive = archivePath();
  if (existsSync(archive)) {
    await engine.docker(['load', '--quiet', '--input', archive]);
  } else if (building === undefined) {
    building = build(engine, archive);
    await building;
  } else {
    await building;
    await loadImages(engine);
  }
}

/** Changes when any definition, this file or busybox does. */
function archivePath(): string {
  const hash = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(readFileSync(BUSYBOX));
  const files = readdirSync(DEFINITIONS, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(DEFINITIONS, name)).isFile(),
  );
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(DEFINITIONS, name)));
  return join(tempRoot(), `longshore-test-cache-${hash.digest('hex').slice(0, 16)}`, 'images.tar');
}

async function build(engine: Engine, archive: string): Promise<void> {
  await importBase(engine);
  for (const name of DERIVED) await engine.docker(['build', '--quiet', '--tag', IMAGES[name], join(DEFINITIONS, name)]);
  mkdirSync(dirname(archive), { recursive: true });
  // Another process may build at the same time: whoever is last wins, and nobody sees half an archive.
  const partial = `${archive}.${process.pid}`;
  await engine.docker(['save', '--output', partial, ...Object.values(IMAGES)]);
  renameSync(partial, archive);
}

async function importBase(engine: Engine): Promise<void> {
  const root = tempDirectory('base');
  const tree = join(root, 'tree');
  for (const directory of ['bin', 'sbin', 'usr/bin', 'usr/sbin', 'etc', 'root', 'tmp', 'var', 'www', 'proc', 'sys', 'dev'])
    mkdirSync(join(tree, directory), { recursive: true });
  chmodSync(join(tree, 'tmp'), 0o1777);
  copyFileSync(BUSYBOX, join(tree, 'bin/busybox'));
  for (const applet of execFileSync(BUSYBOX, ['--list-full'], { encoding: 'utf8' }).trim().split('\n'))
    if (applet !== 'bin/busybox') symlinkSync('/bin/busybox', join(tree, applet));
  writeFileSync(join(tree, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n');
  writeFileSync(join(tree, 'etc/group'), 'root:x:0:\nnogroup:x:65534:\n');
  const tar = join(root, 'base.tar');
  execFileSync('/usr/bin/tar', ['--create', '--owner=0', '--group=0', '--numeric-owner', `--file=${tar}`, `--directory=${tree}`, '.']);
  const changes = ['CMD ["/bin/sh"]', 'ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'WORKDIR /'].flatMap((line) => ['--change', line]);
  await engine.docker(['import', ...changes, tar, IMAGES.base]);
  rmSync(root, { recursive: true });
}
