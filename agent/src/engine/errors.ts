import { CodedError, type ErrorCode } from '@longshore/contract/errors';
import * as z from 'zod';
import { addressText, type EngineAddress } from './address.ts';
import { hintFor } from './hints.ts';

/** The engine could not be reached: what was asked never got there. */
export class EngineUnreachableError extends CodedError {
  constructor(message: string, hint: string) {
    super('engine_unreachable', message, { hint });
  }
}

/** The connection broke after something was asked: nobody knows whether the engine did it. */
export class EngineLostError extends CodedError {
  constructor(message = 'The engine went away before it answered.') {
    super('engine_unreachable', message, { hint: 'Look whether Docker is being restarted on this host.' });
  }
}

/** The engine's answer makes no sense. */
export class EngineNonsenseError extends CodedError {
  constructor(what: string) {
    super('engine_error', `The engine answered with ${what}.`, {
      hint: 'Check that DOCKER_HOST points at a Docker Engine, and look at its log.',
    });
  }
}

const errorCode = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** What node says of a failed connection, in words that tell what to do. */
export function connectionError(error: unknown, address: EngineAddress): CodedError {
  if (error instanceof CodedError) return error;
  const where = addressText(address);
  const code = errorCode(error);
  switch (code) {
    case 'ENOENT':
      return new EngineUnreachableError(
        `There is no engine socket at ${where}.`,
        'Install or start Docker on this host, or set DOCKER_HOST of the agent to where its engine listens.',
      );
    case 'EACCES':
    case 'EPERM':
      return new EngineUnreachableError(
        `The agent may not use the engine socket ${where}.`,
        'Run the agent as root, or add its user to the group that owns the socket (usually docker).',
      );
    case 'ECONNREFUSED':
      return new EngineUnreachableError(
        `Nothing answers at ${where}.`,
        'The engine is not running: start it, for example with `systemctl start docker`.',
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return new EngineUnreachableError(`${where} cannot be reached (${code}).`, 'Check DOCKER_HOST of the agent and the network to it.');
    default:
      return code.startsWith('HPE_') ? new EngineNonsenseError('something that is not HTTP') : new EngineLostError();
  }
}

const Refusal = z.object({ message: z.string().min(1) });
const LONGEST_MESSAGE = 2000;

const codes: Partial<Record<number, ErrorCode>> = {
  400: 'bad_request',
  401: 'forbidden',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
};

/** The engine said no: its own words, and what to do about them where that is known. */
export function refusal(status: number, body: string): CodedError {
  const message = messageOf(body) ?? `The engine answered with status ${status}.`;
  const hint = hintFor(message, status);
  return new CodedError(codes[status] ?? 'engine_error', message, hint === undefined ? {} : { hint });
}

function messageOf(body: string): string | undefined {
  try {
    const parsed = Refusal.safeParse(JSON.parse(body));
    if (parsed.success) return parsed.data.message.slice(0, LONGEST_MESSAGE);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const text = body.trim().slice(0, LONGEST_MESSAGE);
  return text === '' ? undefined : text;
}
