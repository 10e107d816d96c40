import type { InDatabase } from '../../../../src/items/for-database';
import type { Row } from '../../host/rows';

export interface InOrder extends InDatabase {
  readonly offset: number;
  readonly limit: number;
}
interface Asking {
  find(where: object, options: { orderBy: object[]; offset: number; limit: number }): Promise<Row[]>;
  count(where: object): Promise<number>;
}

/** Entries of one page, and how many there are in all. */
export async function pageInOrder(
  { find, count }: Asking,
  { where, first, offset, limit }: InOrder,
): Promise<{ entries: Row[]; total: number }> {
  const parts = partsOf(where, first);
  const counts: number[] = [];
  for (const part of parts) counts.push(await count(part.where));
  const entries: Row[] = [];
  let skipped = offset;
  for (const [at, part] of parts.entries()) {
    const [there = 0, wanted] = [counts[at], limit - entries.length];
    if (wanted > 0 && skipped < there) entries.push(...(await find(part.where, { orderBy: part.orderBy, offset: skipped, limit: wanted })));
    skipped = Math.max(0, skipped - there);
  }
  return { entries, total: counts.reduce((sum, one) => sum + one, 0) };
}

/** What is not said comes first, and last where the order is turned round; databases do not agree about that. */
function partsOf(where: object, first: InOrder['first']): { where: object; orderBy: object[] }[] {
  if (first === null) return [{ where, orderBy: [{ documentId: 'asc' }] }];
  const { field, isDescending } = first;
  const unsaid = { where: { $and: [where, { [field]: { $null: true } }] }, orderBy: [{ documentId: 'asc' }] };
  const said = {
    where: { $and: [where, { [field]: { $notNull: true } }] },
    orderBy: [{ [field]: isDescending ? 'desc' : 'asc' }, { documentId: 'asc' }],
  };
  return isDescending ? [said, unsaid] : [unsaid, said];
}
