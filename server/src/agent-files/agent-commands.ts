import type { NewJoinToken } from '@longshore/contract/hosts';
import { commandLine, quote } from './shell.ts';

/** A stock image of Node, for hosts that run the agent as a container. */
const NODE_IMAGE = 'node:24-bookworm-slim';
const SOCKET = '/var/run/docker.sock';

export interface AgentCommandInput {
  /** Origin of the server, as the new host reaches it. */
  readonly server: string;
  /** The join token, which also pins the server's key. */
  readonly token: string;
  /** SHA-256 in hex of the agent file, and of the installer. */
  readonly agentSha256: string;
  readonly installerSha256: string;
}

/**
 * The lines that "Add host" shows, to be copied into a shell of the new host as they are. Each fetches from this server and checks what it
 * got against the checksum in the line itself, so that a plain http connection cannot slip another program in.
 */
export function agentCommands(input: AgentCommandInput): NewJoinToken['commands'] {
  return { container: container(input), systemd: systemd(input), node: node(input) };
}

/** Fetches the agent unless the right one is there from the last start, and runs it in the same process. */
const loader = ({ server, agentSha256 }: AgentCommandInput, folder: string): string =>
  [
    `const fs=require("fs"),path=require("path"),dir=${folder},file=path.join(dir,"longshore-agent.mjs");`,
    `const right=b=>require("crypto").createHash("sha256").update(b).digest("hex")===${JSON.stringify(agentSha256)};`,
    '(async()=>{',
    'if(!fs.existsSync(file)||!right(fs.readFileSync(file))){',
    `const answer=await fetch(${JSON.stringify(`${server}/agent/longshore-agent.mjs`)});`,
    'const bytes=Buffer.from(await answer.arrayBuffer());',
    'if(!answer.ok||!right(bytes))throw new Error("The agent file has another checksum than this command expects: copy a new one.");',
    'fs.mkdirSync(dir,{recursive:true,mode:0o700});fs.writeFileSync(file,bytes);}',
    'await import(require("url").pathToFileURL(file));',
    '})().catch(e=>{console.error(e.message);process.exit(1)});',
  ].join('');

function container(input: AgentCommandInput): string {
  const { server, token } = input;
  return [
    commandLine('docker', 'run', '-d', '--name', 'longshore-agent', '--restart', 'unless-stopped'),
    // A server on this very machine is reached by the machine's own address only.
    ...(isLoopback(server) ? ['--network host'] : []),
    commandLine('-v', `${SOCKET}:${SOCKET}`, '-v', 'longshore-agent:/data', '-e', 'LONGSHORE_AGENT_DATA=/data'),
    commandLine('-e', `LONGSHORE_SERVER=${server}`, '-e', `LONGSHORE_JOIN_TOKEN=${token}`),
    // The name of the host, where the container would only know its own.
    '-e LONGSHORE_HOST_NAME="$(hostname)"',
    commandLine(NODE_IMAGE, 'node', '-e', loader(input, '"/data"')),
  ].join(' ');
}

function systemd({ server, token, agentSha256, installerSha256 }: AgentCommandInput): string {
  const url = quote(`${server}/agent/install.sh`);
  const install = commandLine('--server', server, '--token', token, '--sha256', agentSha256);
  return [
    'f=$(mktemp)',
    `{ curl -fsSL ${url} || wget -qO- ${url}; } >"$f"`,
    `echo "${installerSha256}  $f" | sha256sum -c --quiet`,
    // Root may have no sudo, and needs none.
    `$(command -v sudo) sh "$f" ${install}`,
  ].join(' && ');
}

function node(input: AgentCommandInput): string {
  const folder =
    'process.env.LONGSHORE_AGENT_DATA||(process.getuid?.()===0?"/var/lib/longshore-agent":path.join(require("os").homedir(),".longshore-agent"))';
  const { server, token } = input;
  return `LONGSHORE_SERVER=${quote(server)} LONGSHORE_JOIN_TOKEN=${quote(token)} ${commandLine('node', '-e', loader(input, folder))}`;
}

const isLoopback = (server: string): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(server).hostname);
