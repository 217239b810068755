// Builds the workspaces whose output is missing or older than what it is made of.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root, workspaces } from './workspaces.mjs';

/** Written into the output when it is complete: its time is that of the build. */
const STAMP = '.built';

/** When a file, or anything in a folder, changed last; a folder itself changes when something in it is removed. */
async function lastChange(path) {
  const { mtimeMs, isDirectory } = await stat(path).then(
    (found) => ({ mtimeMs: found.mtimeMs, isDirectory: found.isDirectory() }),
    () => ({ mtimeMs: 0, isDirectory: false }),
  );
  if (!isDirectory) return mtimeMs;
  const inside = await Promise.all((await readdir(path)).map((name) => lastChange(join(path, name))));
  return Math.max(mtimeMs, ...inside);
}

async function isStale(workspace) {
  const built = await lastChange(join(root, workspace.name, 'dist', STAMP));
  const changes = await Promise.all(workspace.sources.map((source) => lastChange(join(root, source))));
  return built === 0 || Math.max(...changes) > built;
}

/** @throws with the output of the command when it fails */
async function runNode(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`${out}${err}`.trim());
}

async function build(workspace, say) {
  const started = new Date();
  say(`  ${workspace.name} …`);
  const output = join(root, workspace.name, 'dist');
  if (workspace.inPlace) await fill(workspace, output, started);
  else await replace(workspace, output, started);
  say(`  ${workspace.name} built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function fill(workspace, folder, started) {
  await runNode(workspace.command(folder));
  await workspace.finish?.(folder);
  await writeFile(join(folder, STAMP), started.toISOString());
}

/** Builds elsewhere and moves it into place: a program that runs from there never meets half an output, and a failed build leaves the old one. */
async function replace(workspace, output, started) {
  const draft = join(root, 'node_modules/.longshore', `${workspace.name}-${process.pid}`);
  const former = `${draft}-former`;
  try {
    await fill(workspace, draft, started);
    await rename(output, former).catch(() => undefined);
    await rename(draft, output);
  } finally {
    for (const folder of [draft, former]) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Builds what is stale, with a line for each.
 * @param {{ only?: string[], say?: (line: string) => void }} options `only` these workspaces, and those they need
 * @throws Error naming the workspace whose build failed, with what it said
 */
export async function buildStale({ only = [], say = console.log } = {}) {
  const needed = new Set(only.length === 0 ? workspaces.map(({ name }) => name) : only.flatMap(withNeeds));
  const chosen = workspaces.filter(({ name }) => needed.has(name));
  const stale = await Promise.all(chosen.map(isStale));
  if (stale.includes(true)) say('Building Longshore:');
  const done = new Map();
  for (const [index, workspace] of chosen.entries()) {
    const ready = Promise.all(workspace.after.map((name) => done.get(name)));
    const built = ready.then(() => (stale[index] ? build(workspace, say) : undefined));
    done.set(
      workspace.name,
      built.catch((error) => Promise.reject(new Error(`${workspace.name} could not be built:\n${error.message}`))),
    );
  }
  const outcomes = await Promise.allSettled(done.values());
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

const withNeeds = (name) => [name, ...(workspaces.find((workspace) => workspace.name === name)?.after ?? []).flatMap(withNeeds)];
