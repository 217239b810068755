import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';

/** Other clients may be first in PATH: this is the engine's own. */
const DOCKER = '/usr/bin/docker';

export interface Output {
  stdout: Buffer;
  stderr: Buffer;
}

/**
 * Runs the docker client.
 * @param input what it reads from its standard input
 * @throws Error with the command and what it wrote to stderr when it ends with another code than 0
 */
export async function runDocker(env: NodeJS.ProcessEnv, args: readonly string[], input?: string | Uint8Array): Promise<Output> {
  const child = spawn(DOCKER, args, { env, stdio: 'pipe' });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A client that ends without reading its input says why itself, by code and stderr.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: code ${String(code)}: ${stderr.toString().trim()}`);
  return { stdout, stderr };
}

/** Environment in which the docker client speaks to one engine and reads nobody's settings. */
export function dockerEnvironment(host: string, config: string): NodeJS.ProcessEnv {
  // The classic builder needs no other parts; BuildKit would.
  return { ...process.env, DOCKER_HOST: host, DOCKER_CONFIG: config, DOCKER_BUILDKIT: '0', DOCKER_CONTEXT: '' };
}
