import { z } from 'zod';
import { ContainerRow } from './containers.ts';

/**
 * What an agent mirrors of its engine, by kind. A further kind is a further line here:
 * agents, server and browsers carry kinds without knowing them.
 */
export const mirrorKinds = { container: ContainerRow } as const;
export type MirrorKind = keyof typeof mirrorKinds;
export interface MirrorRows {
  container: ContainerRow;
}

/** One change of a mirror: a row as it is now, or the id of one that is gone. */
export const MirrorChange = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), kind: z.literal('container'), row: ContainerRow }),
  z.object({ op: z.literal('del'), kind: z.literal('container'), id: z.string() }),
]);
export type MirrorChange = z.infer<typeof MirrorChange>;

/** A whole mirror. `epoch` is new each time an agent starts; `revision` counts its changes. */
export const MirrorSnapshot = z.object({
  epoch: z.string(),
  revision: z.int(),
  rows: z.object({ container: z.array(ContainerRow) }),
});
export type MirrorSnapshot = z.infer<typeof MirrorSnapshot>;

/** The changes after `from` up to `revision`, in order. */
export const MirrorDelta = z.object({
  epoch: z.string(),
  from: z.int(),
  revision: z.int(),
  changes: z.array(MirrorChange),
});
export type MirrorDelta = z.infer<typeof MirrorDelta>;

/** How far the server knows an agent's mirror and events, told when it links. */
export const MirrorPosition = z.object({ epoch: z.string(), revision: z.int(), eventSeq: z.int() });
export type MirrorPosition = z.infer<typeof MirrorPosition>;
