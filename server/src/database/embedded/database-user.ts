import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface DatabaseUser {
  readonly uid: number;
  readonly gid: number;
}

/** Name of the account that is made when there is no `postgres` to use. */
const OWN_USER = 'longshore';

/**
 * PostgreSQL refuses to run as root. Started by root it runs as the owner of its folder, else as `postgres`, else as a system
 * account made for it. Undefined: Longshore itself is not root, and PostgreSQL runs as the same user.
 * @throws Error telling what to do when no account can be had
 */
export async function databaseUser(folder: string): Promise<DatabaseUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(folder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp('postgres')) ?? (await lookUp(OWN_USER)) ?? (await create());
}

async function lookUp(name: string): Promise<DatabaseUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    // `id` fails for a name that nobody has.
    return undefined;
  }
}

async function create(): Promise<DatabaseUser> {
  const makers: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_USER]],
    // Alpine's.
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', OWN_USER]],
  ];
  const failures: unknown[] = [];
  for (const [program, args] of makers) {
    try {
      await run(program, args);
      const user = await lookUp(OWN_USER);
      if (user !== undefined) return user;
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(
    failures,
    `PostgreSQL does not run as root, and no account "${OWN_USER}" could be made for it. Start Longshore as another user, or set DATABASE_URL.`,
  );
}

/** May this user walk down to the path, by the permissions of the folders above it? */
export async function canReach({ uid, gid }: DatabaseUser, path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = await stat(folder);
    const search = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & search) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
