import { chunks, type Row, textOrNull } from '../../host/rows';
import type { Sql } from '../../host/sql';
import type { Target } from '../port';
import { hashKey, targetKey } from './keys';
import { markKey } from './marks';
import { tables } from './models';

/** By the names that entries had, the names that they have now. */
export type NewNames = ReadonlyMap<string, string>;

/**
 * Everything that is known of entries goes on under another name: links, marks, what is held, conflicts, what was done and what was adopted.
 * The caller holds the transaction.
 */
export async function renameEntries(sql: Sql, target: Target, names: NewNames): Promise<void> {
  const of = targetKey(target);
  /** A note is kept by its item, which may be Microsoft's; only what is kept by the entry's name gets another key. */
  const keyed = (row: Row, column: string, before: string, after: string): Row =>
    textOrNull(row[column]) === hashKey(of, before) ? { [column]: hashKey(of, after), item_key: hashKey(after) } : {};
  const rename: Record<string, (row: Row, before: string, after: string) => Row> = {
    [tables.links]: (_row, _before, after) => ({ document_key: hashKey(of, after) }),
    [tables.marks]: (_row, _before, after) => ({ mark_key: markKey(target, after) }),
    [tables.held]: (row, before, after) => keyed(row, 'held_key', before, after),
    [tables.conflicts]: (row, before, after) => ({ item_key: hashKey(after), ...keyed(row, 'conflict_key', before, after) }),
    [tables.decisions]: () => ({}),
    [tables.adoptions]: (row, _before, after) => ({ adoption_key: adoptionKey(target, after, String(row['came_from'])) }),
  };
  for (const [table, changesOf] of Object.entries(rename))
    for (const part of chunks([...names.keys()], 200)) {
      const rows = await sql.run<Row[]>((from) => from(table).where({ target_key: of }).whereIn('document_id', part).select('*'));
      for (const row of rows) {
        const before = String(row['document_id']);
        const after = names.get(before) ?? before;
        await sql.run((from) =>
          from(table)
            .where({ id: row['id'] })
            .update({ document_id: after, ...changesOf(row, before, after) }),
        );
      }
    }
}

export const adoptionKey = (target: Target, documentId: string, cameFrom: string): string =>
  hashKey(targetKey(target), documentId, cameFrom);
