import { PROTOCOL } from '@longshore/contract/sockets/agent';
import { LinkRefusedError } from './link-refused.ts';

interface Range {
  min: number;
  max: number;
}

const words = ({ min, max }: Range): string => (min === max ? String(min) : `${min} to ${max}`);

/** The highest protocol version that both speak. @throws LinkRefusedError saying which side to upgrade */
export function negotiate(agent: Range, server: Range = PROTOCOL): number {
  const version = Math.min(agent.max, server.max);
  if (version >= agent.min && version >= server.min) return version;
  const older = agent.max < server.min ? 'agent' : 'server';
  throw new LinkRefusedError(
    `The agent speaks link protocol ${words(agent)}, the server ${words(server)}.`,
    older === 'agent' ? 'Upgrade the agent: the server hands out one that fits.' : 'Upgrade the server, or run an older agent.',
  );
}
