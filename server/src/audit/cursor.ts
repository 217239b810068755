import { InvalidError } from '@longshore/contract/errors';

/** The id behind which a page begins. @throws InvalidError for a cursor that no page ever gave */
export function cursorId(cursor: string): string {
  if (!/^\d{1,18}$/.test(cursor)) throw new InvalidError([{ path: ['cursor'], message: 'is not a cursor of this list' }]);
  return cursor;
}
