import type { Sql } from '../host/sql';
import { targetKey } from './keys';
import { tables } from './models';
import type { Cursor, SyncStore, Target } from './port';
import { isTrue, type Row } from './rows';

export function createCursorStore(sql: Sql): Pick<SyncStore, 'cursor' | 'saveCursor' | 'saveCursors' | 'dropCursor'> {
  return {
    async cursor(target) {
      const [row] = await sql.run<Row[]>((from) => from(tables.cursors).where({ target_key: targetKey(target) }).limit(1).select('*'));
      return row ? toCursor(row) : null;
    },
    async dropCursor(target) {
      await sql.run((from) => from(tables.cursors).where({ target_key: targetKey(target) }).delete());
    },
    saveCursor(target, cursor) {
      return this.saveCursors([{ target, cursor }]);
    },
    async saveCursors(all) {
      if (all.length === 0) return;
      await sql.run((from) => from(tables.cursors).insert(all.map(({ target, cursor }) => toRow(target, cursor))).onConflict('cursor_key').merge());
    },
  };
}

export const toCursor = (row: Row): Cursor => ({
  collection: String(row['collection']),
  collectionName: String(row['collection_name'] ?? ''),
  link: String(row['link']),
  window: { start: String(row['window_start']), end: String(row['window_end']) },
  settingsKey: String(row['settings_key'] ?? ''),
  round: Number(row['round']),
  isFull: isTrue(row['is_full']),
  isSettled: isTrue(row['is_settled']),
});

const toRow = (target: Target, cursor: Cursor): Row => ({
  cursor_key: targetKey(target),
  target_key: targetKey(target),
  collection: cursor.collection,
  collection_name: cursor.collectionName,
  link: cursor.link,
  window_start: cursor.window.start,
  window_end: cursor.window.end,
  settings_key: cursor.settingsKey,
  round: cursor.round,
  is_full: cursor.isFull,
  is_settled: cursor.isSettled,
});
