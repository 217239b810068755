import { InvalidError } from '@longshore/contract/errors';
import { z } from 'zod';

/** The last row of a page, by what the list is sorted by: rows may come and go between two pages, the place stays. */
export interface ContainerPlace {
  hostName: string;
  host: string;
  name: string;
  id: string;
}

const Cursor = z.tuple([z.string(), z.string(), z.string(), z.string()]);

export function encodePlace({ hostName, host, name, id }: ContainerPlace): string {
  return Buffer.from(JSON.stringify([hostName, host, name, id])).toString('base64url');
}

/** @throws InvalidError for what is no cursor of ours */
export function decodePlace(cursor: string): ContainerPlace {
  const parsed = Cursor.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw new InvalidError([{ path: ['cursor'], message: 'is not a cursor of this list' }]);
  const [hostName, host, name, id] = parsed.data;
  return { hostName, host, name, id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts hosts by name; the id decides between equal ones. */
export const compareHosts = (a: { name: string; id: string }, b: { name: string; id: string }): number =>
  compare(a.name, b.name) || compare(a.id, b.id);

/** Does a container of a host come after the place? */
export function isAfter(place: ContainerPlace, host: { name: string; id: string }, row: { name: string; id: string }): boolean {
  const hosts = compareHosts(host, { name: place.hostName, id: place.host });
  return hosts !== 0 ? hosts > 0 : (compare(row.name, place.name) || compare(row.id, place.id)) > 0;
}
