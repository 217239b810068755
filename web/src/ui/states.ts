import type { MessageKey } from '../lib/i18n.ts';

/** The engine's container states, the two health states worth a mark of their own, and a host's. */
export const markStates = [
  'running',
  'starting',
  'unhealthy',
  'restarting',
  'paused',
  'created',
  'exited',
  'removing',
  'dead',
  'online',
  'offline',
  'silent',
  'revoked',
] as const;
export type MarkState = (typeof markStates)[number];

/** What a state is drawn as: a shape that is told from the others without colour. */
export type Shape = 'dot' | 'ring' | 'dotRing' | 'half' | 'bars' | 'dashed' | 'cross' | 'slash';

type Look = { shape: Shape; ink: string; word: MessageKey };

const looks: Record<MarkState, Look> = {
  running: { shape: 'dot', ink: 'text-ok', word: 'states.running' },
  starting: { shape: 'half', ink: 'text-info', word: 'states.starting' },
  unhealthy: { shape: 'dotRing', ink: 'text-bad', word: 'states.unhealthy' },
  restarting: { shape: 'half', ink: 'text-warn', word: 'states.restarting' },
  paused: { shape: 'bars', ink: 'text-info', word: 'states.paused' },
  created: { shape: 'dashed', ink: 'text-idle', word: 'states.created' },
  exited: { shape: 'ring', ink: 'text-idle', word: 'states.exited' },
  removing: { shape: 'dashed', ink: 'text-warn', word: 'states.removing' },
  dead: { shape: 'cross', ink: 'text-bad', word: 'states.dead' },
  online: { shape: 'dot', ink: 'text-ok', word: 'states.online' },
  offline: { shape: 'slash', ink: 'text-idle', word: 'states.offline' },
  silent: { shape: 'dotRing', ink: 'text-bad', word: 'states.silent' },
  revoked: { shape: 'cross', ink: 'text-bad', word: 'states.revoked' },
};

/** Codes of a program that ended as asked: by itself, or by the TERM that `docker stop` sends. */
const CALM_CODES = [0, 143];

/** How a state is shown; an exit code other than 0 and 143 makes `exited` an alarm. */
export function lookOf(state: MarkState, code?: number): Look {
  const look = looks[state];
  return state === 'exited' && code !== undefined && !CALM_CODES.includes(code) ? { ...look, ink: 'text-bad' } : look;
}
