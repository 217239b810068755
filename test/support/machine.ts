import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Something that the tests need of the machine. */
interface Part {
  /** Where it is when it is there; a `*` stands for one directory of any name. */
  path: string;
  /** Debian's packages that bring it: which one depends on the release. */
  packages: readonly string[];
  why: string;
}

/** By exact paths: another docker client, say, may come first in PATH. */
const PARTS: readonly Part[] = [
  { path: '/usr/sbin/dockerd', packages: ['docker.io'], why: 'the Docker Engines that tests run on' },
  { path: '/usr/bin/docker', packages: ['docker.io', 'docker-cli'], why: "the engine's own client, which Longshore is compared with" },
  { path: '/usr/bin/docker-compose', packages: ['docker-compose'], why: 'deploys stacks' },
  { path: '/usr/bin/docker-registry', packages: ['docker-registry'], why: 'the registry that images are pushed to and pulled from' },
  { path: '/usr/sbin/iptables', packages: ['iptables'], why: 'the engine looks for it, and tests cut links with it' },
  { path: '/usr/sbin/ip', packages: ['iproute2'], why: 'makes the network of each engine' },
  // The other busybox at the same path is linked dynamically, and would not run in an image.
  { path: '/var/lib/dpkg/info/busybox-static.list', packages: ['busybox-static'], why: 'all that the test images consist of' },
  { path: '/usr/lib/postgresql/*/bin/postgres', packages: ['postgresql'], why: 'the database given by DATABASE_URL' },
  { path: '/usr/sbin/sshd', packages: ['openssh-server'], why: 'hosts that are reached over SSH' },
  { path: '/usr/bin/systemd-analyze', packages: ['systemd'], why: 'checks the unit that the installer of the agent writes' },
  { path: '/usr/bin/chromium', packages: ['chromium'], why: 'the browser tests' },
  { path: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', packages: ['fonts-dejavu-core'], why: 'text on screenshots' },
  { path: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', packages: ['fonts-noto-cjk'], why: 'Chinese text on screenshots' },
];

/** Numbers of Linux capabilities, see capabilities(7). */
const CAPABILITIES = { CAP_NET_ADMIN: 12, CAP_SYS_ADMIN: 21 } as const;

/**
 * Makes sure that the machine can run the tests over real engines, databases and browsers: installs what is missing with
 * apt-get where that is possible (Debian and its children, as root), and changes nothing when nothing is missing.
 * @returns what is still missing, one line each, ready to be shown; empty when all is there
 */
export async function ensureMachine(): Promise<string[]> {
  const lacking = missingRights();
  const parts = missingParts();
  if (lacking.length === 0 && parts.length > 0 && existsSync('/usr/bin/apt-get')) await install(parts);
  return [...lacking, ...missingParts().map(({ path, packages, why }) => `${path} (Debian: ${packages.join(' or ')}): ${why}`)];
}

function missingParts(): Part[] {
  return PARTS.filter(({ path }) => !isThere(path));
}

function isThere(path: string): boolean {
  const [before = '', after] = path.split('*');
  if (after === undefined) return existsSync(path);
  return existsSync(before) && readdirSync(before).some((name) => existsSync(`${before}${name}${after}`));
}

/** What engines need of the kernel and the account, and no package can bring. */
function missingRights(): string[] {
  if (process.platform !== 'linux') return [`Linux: engines run here as plain processes, and this is ${process.platform}`];
  if (process.getuid?.() !== 0) return ['root: engines make networks, mounts and cgroups'];
  const held = BigInt(`0x${/^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  const lacking = Object.entries(CAPABILITIES).filter(([, bit]) => ((held >> BigInt(bit)) & 1n) === 0n);
  const lines = lacking.map(([name]) => `the capability ${name}: engines make networks and mounts (in a container: --privileged)`);
  if (!existsSync('/sys/fs/cgroup/cgroup.controllers') && !existsSync('/sys/fs/cgroup/memory'))
    lines.push('cgroups under /sys/fs/cgroup: engines put containers in them');
  return lines;
}

/** Installs the packages. What apt-get says is shown; whether it helped is seen by what is there afterwards. */
async function install(parts: readonly Part[]): Promise<void> {
  console.log(`Installing for the tests: ${parts.map(({ path }) => path).join(' ')}`);
  const undo = forbidServices();
  try {
    await run(['/usr/bin/apt-get', 'update', '--quiet']);
    const wanted = [...new Set(parts.flatMap(({ packages }) => packages))];
    const known: string[] = [];
    for (const name of wanted) if ((await run(['/usr/bin/apt-cache', 'show', '--quiet', name], 'ignore')) === 0) known.push(name);
    await run([
      '/usr/bin/apt-get',
      'install',
      '--quiet',
      '--yes',
      '--no-install-recommends',
      '--option',
      'DPkg::Lock::Timeout=120',
      ...known,
    ]);
  } finally {
    undo();
  }
}

/** Debian's packages start their services when installed; the tests start their own. Returns what allows it again. */
function forbidServices(): () => void {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return () => undefined;
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => rmSync(policy, { force: true });
}

/** Runs a command to its end; returns its code. */
function run([file = '', ...args]: readonly string[], stdout: 'inherit' | 'ignore' = 'inherit'): Promise<number | null> {
  const child = spawn(file, args, { stdio: ['ignore', stdout, stdout], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
