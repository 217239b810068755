import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { tempRoot } from '../temp.ts';
import { copyInto, librariesOf, restOfLibc } from './libraries.ts';

/** What node:24-bookworm-slim brings; both come from the npm registry. */
const NODE = '24.9.0';
const NPM = '11.21.2';
/** The shell of Debian: that of busybox takes its own programs for others of the same name. */
const SHELL = '/usr/bin/dash';
/** Where the image has the certificates that this machine trusts. */
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** How npm reaches its registry, which is this machine's affair. No secrets are among them. */
const SETTINGS = ['registry', 'proxy', 'https-proxy', 'noproxy', 'strict-ssl'] as const;

/** Lays out a tree with Node 24 and npm as the official image has them: in /usr/local, with the user `node`. */
export function nodeTree(tree: string): void {
  const packages = fetched();
  const program = join(packages, `node-linux-${process.arch}`, 'bin/node');
  const local = join(tree, 'usr/local');
  for (const folder of ['bin', 'etc', 'lib/node_modules']) mkdirSync(join(local, folder), { recursive: true });
  copyFileSync(program, join(local, 'bin/node'));
  cpSync(join(packages, 'npm'), join(local, 'lib/node_modules/npm'), { recursive: true });
  for (const name of ['npm', 'npx']) symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(local, 'bin', name));
  const libraries = librariesOf([program, SHELL]);
  copyInto(tree, [SHELL, ...libraries, ...restOfLibc(libraries)]);
  writeFileSync(join(local, 'etc/npmrc'), registrySettings());
  const certificates = process.env.NODE_EXTRA_CA_CERTS ?? npmSetting('cafile');
  mkdirSync(dirname(join(tree, CERTIFICATES)), { recursive: true });
  if (certificates === undefined) return;
  copyFileSync(certificates, join(tree, CERTIFICATES));
  appendFileSync(join(local, 'etc/npmrc'), `cafile=${CERTIFICATES}\n`);
}

/** Fetched once per machine. @returns the folder that holds the packages */
function fetched(): string {
  const folder = join(tempRoot(), `longshore-test-cache-node-${NODE}-npm-${NPM}`);
  if (!existsSync(folder)) {
    // Another process may fetch at the same time: whoever comes second throws away what it has.
    const partial = `${folder}.${process.pid}`;
    npm('install', '--prefix', partial, '--no-save', '--no-audit', '--no-fund', `node-linux-${process.arch}@${NODE}`, `npm@${NPM}`);
    if (existsSync(folder)) rmSync(partial, { recursive: true });
    else renameSync(partial, folder);
  }
  return join(folder, 'node_modules');
}

const registrySettings = (): string =>
  SETTINGS.map((name) => {
    const value = npmSetting(name);
    return value === undefined ? '' : `${name}=${value}\n`;
  }).join('');

/** As npm sees it outside of this project. Undefined when not set. */
function npmSetting(name: string): string | undefined {
  const value = npm('config', 'get', name).trim();
  return value === 'null' || value === 'undefined' || value === '' ? undefined : value;
}

const npm = (...args: string[]): string =>
  execFileSync('npm', args, { encoding: 'utf8', cwd: homedir(), stdio: ['ignore', 'pipe', 'ignore'] });
