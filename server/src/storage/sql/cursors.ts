import type { Sql } from '../../host/sql';
import { hashKey, targetKey } from './keys';
import { tables } from './models';
import type { Cursor, SyncStore, Target } from '../port';
import type { Writers } from '../write-in-order';
import { isTrue, textOrNull, type Row } from '../../host/rows';
import { upsert } from './upsert';

export function createCursorStore(sql: Sql): Pick<SyncStore, 'cursors'> {
  return {
    async cursors(target) {
      return (
        await sql.run<Row[]>((from) =>
          from(tables.cursors)
            .where({ target_key: targetKey(target) })
            .orderBy('id')
            .select('*'),
        )
      ).map(toCursor);
    },
  };
}

export function cursorWriters(sql: Sql): Pick<Writers, 'droppedCursors' | 'cursors'> {
  return {
    async droppedCursors(target, collections) {
      const ofTarget = { target_key: targetKey(target) };
      await sql.run((from) =>
        collections === 'all'
          ? from(tables.cursors).where(ofTarget).delete()
          : from(tables.cursors)
              .whereIn(
                'cursor_key',
                collections.map((collection) => keyOf(target, collection)),
              )
              .delete(),
      );
    },
    cursors: (target, cursors) => saveCursors(sql, [{ target, cursors }]),
  };
}

/** Of several targets with one statement. */
export async function saveCursors(
  sql: Sql,
  all: readonly { readonly target: Target; readonly cursors: readonly Cursor[] }[],
): Promise<void> {
  await upsert(
    sql,
    { table: tables.cursors, key: 'cursor_key' },
    all.flatMap(({ target, cursors }) => cursors.map((cursor) => toRow(target, cursor))),
  );
}

export const toCursor = (row: Row): Cursor => ({
  collection: {
    id: String(row['collection']),
    name: String(row['collection_name'] ?? ''),
    isDefault: isTrue(row['is_default']),
    isReadOnly: isTrue(row['is_read_only']),
    isOwned: isTrue(row['is_owned']),
    owner: textOrNull(row['owner']),
  },
  link: String(row['link']),
  window: { start: String(row['window_start']), end: String(row['window_end']) },
  settingsKey: String(row['settings_key'] ?? ''),
  round: Number(row['round']),
  isFull: isTrue(row['is_full']),
  isSettled: isTrue(row['is_settled']),
  isReadWhole: isTrue(row['is_read_whole']),
  comparedAt: Number(row['compared_at'] ?? 0),
});

const keyOf = (target: Target, collection: string): string => hashKey(targetKey(target), collection);

const toRow = (target: Target, cursor: Cursor): Row => ({
  cursor_key: keyOf(target, cursor.collection.id),
  target_key: targetKey(target),
  collection: cursor.collection.id,
  collection_name: cursor.collection.name,
  is_default: cursor.collection.isDefault,
  is_read_only: cursor.collection.isReadOnly,
  is_owned: cursor.collection.isOwned,
  owner: cursor.collection.owner,
  link: cursor.link,
  window_start: cursor.window.start,
  window_end: cursor.window.end,
  settings_key: cursor.settingsKey,
  round: cursor.round,
  is_full: cursor.isFull,
  is_settled: cursor.isSettled,
  is_read_whole: cursor.isReadWhole,
  compared_at: cursor.comparedAt,
});
