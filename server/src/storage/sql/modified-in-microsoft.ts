import type { Sql } from '../../host/sql';
import { chunks, instantOrNull, type Row } from '../../host/rows';
import type { ItemIds, Target } from '../port';
import { hashKey, targetKey } from './keys';
import { tables } from './models';

const CHUNK = 200;

/**
 * When Microsoft's items were changed last, as far as it is known, in the order of what is asked: of items of many people with two statements. By
 * whichever of its ids is still the present one.
 */
export async function modifiedInMicrosoft(sql: Sql, asked: readonly (Target & ItemIds)[]): Promise<(string | null)[]> {
  const byKey = async (column: string, keys: readonly string[]): Promise<Map<string, string | null>> => {
    const found = new Map<string, string | null>();
    for (const part of chunks(keys, CHUNK))
      for (const row of await sql.run<Row[]>((from) => from(tables.links).whereIn(column, part).select(column, 'modified_at')))
        found.set(String(row[column]), instantOrNull(row['modified_at']));
    return found;
  };
  const keyOf = (of: Target, id: string | null) => (id === null ? null : hashKey(targetKey(of), id));
  const keys = asked.map((one) => ({ document: keyOf(one, one.documentId), microsoft: keyOf(one, one.microsoftId) }));
  const documents = await byKey(
    'document_key',
    keys.flatMap(({ document }) => document ?? []),
  );
  const left = keys.filter(({ document }) => document === null || !documents.has(document));
  const items = await byKey(
    'microsoft_key',
    left.flatMap(({ microsoft }) => microsoft ?? []),
  );
  return keys.map(({ document, microsoft }) => documents.get(document ?? '') ?? items.get(microsoft ?? '') ?? null);
}
