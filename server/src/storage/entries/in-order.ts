import type { Row } from '../../host/rows';

/** What is sorted by: null where no entry says anything of it. */
interface By {
  readonly column: string | null;
  readonly isDescending: boolean;
}
interface Asking {
  find(where: object, options: { orderBy: object[]; offset: number; limit: number }): Promise<Row[]>;
  count(where: object): Promise<number>;
}

/** Some of the entries in order, and how many there are in all. */
export async function someInOrder(
  { find, count }: Asking,
  { where, by, skip, most }: { where: object; by: By | null; skip: number; most: number },
): Promise<{ entries: Row[]; total: number }> {
  const parts = partsOf(where, by);
  const counts: number[] = [];
  for (const part of parts) counts.push(await count(part.where));
  const entries: Row[] = [];
  let skipped = skip;
  for (const [at, part] of parts.entries()) {
    const [there = 0, wanted] = [counts[at], most - entries.length];
    if (wanted > 0 && skipped < there) entries.push(...(await find(part.where, { orderBy: part.orderBy, offset: skipped, limit: wanted })));
    skipped = Math.max(0, skipped - there);
  }
  return { entries, total: counts.reduce((sum, one) => sum + one, 0) };
}

/** What is not said comes first, and last where the order is turned round; databases do not agree about that. */
function partsOf(where: object, by: By | null): { where: object; orderBy: object[] }[] {
  if (by === null || by.column === null) return [{ where, orderBy: [{ documentId: 'asc' }] }];
  const { column, isDescending } = by;
  const unsaid = { where: { $and: [where, { [column]: { $null: true } }] }, orderBy: [{ documentId: 'asc' }] };
  const said = {
    where: { $and: [where, { [column]: { $notNull: true } }] },
    orderBy: [{ [column]: isDescending ? 'desc' : 'asc' }, { documentId: 'asc' }],
  };
  return isDescending ? [said, unsaid] : [unsaid, said];
}
