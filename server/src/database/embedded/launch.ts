import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { canReach, type DatabaseUser } from './database-user.ts';

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  /** Folder that it must be able to reach. */
  readonly folder: string;
  readonly user: DatabaseUser | undefined;
  readonly stdio: StdioOptions;
}

/** Nothing of our environment is PostgreSQL's business, least of all our passwords. */
const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * Starts one of PostgreSQL's programs in a session of its own, so that the Ctrl-C meant for Longshore does not stop the database
 * before Longshore has finished with it.
 */
export async function launch({ file, args, folder, user, stdio }: Program): Promise<ChildProcess> {
  const options = { stdio, env, detached: true, cwd: '/' };
  if (user === undefined) return spawn(file, args, options);
  if ((await canReach(user, file)) && (await canReach(user, folder))) return spawn(file, args, { ...options, ...user });
  // Below /root, say, only root may pass. setpriv hands that one right down with the user changed all the same; the secure bit has
  // access(2), which PostgreSQL asks about its own programs, take it into account: see capabilities(7).
  const right = '+dac_override';
  const who = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const rights = [`--inh-caps=${right}`, `--ambient-caps=${right}`, '--securebits=+no_setuid_fixup'];
  return spawn('setpriv', [...who, ...rights, '--', file, ...args], options);
}
