import { In, type EntityManager, type EntityTarget } from 'typeorm';
import { InvalidError } from '@longshore/contract/errors';

/** The ids without repetitions. @throws InvalidError naming each that stands for nothing */
export async function knownIds(
  manager: EntityManager,
  entity: EntityTarget<{ id: string }>,
  field: string,
  ids: readonly string[],
): Promise<string[]> {
  const unique = [...new Set(ids)];
  const found = await manager.find(entity, { where: { id: In(unique) }, select: { id: true } });
  const known = new Set(found.map(({ id }) => id));
  const wrong = ids.flatMap((id, index) => (known.has(id) ? [] : [{ path: [field, index], message: 'is not known' }]));
  if (wrong.length > 0) throw new InvalidError(wrong);
  return unique;
}
