import type { Sql } from '../host/sql';
import { targetKey } from './keys';
import { tables } from './models';
import type { SyncStore } from './port';
import { isTrue, type Row } from './rows';

export function createCursorStore(sql: Sql): Pick<SyncStore, 'cursor' | 'saveCursor' | 'dropCursor'> {
  return {
    async cursor(target) {
      const [row] = await sql.run<Row[]>((from) => from(tables.cursors).where({ target_key: targetKey(target) }).limit(1).select('*'));
      if (!row) return null;
      return {
        collection: String(row['collection']),
        collectionName: String(row['collection_name'] ?? ''),
        link: String(row['link']),
        window: { start: String(row['window_start']), end: String(row['window_end']) },
        settingsKey: String(row['settings_key'] ?? ''),
        round: Number(row['round']),
        isFull: isTrue(row['is_full']),
        isSettled: isTrue(row['is_settled']),
      };
    },
    async dropCursor(target) {
      await sql.run((from) => from(tables.cursors).where({ target_key: targetKey(target) }).delete());
    },
    async saveCursor(target, cursor) {
      const row = {
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
      };
      await sql.run((from) => from(tables.cursors).insert(row).onConflict('cursor_key').merge(row));
    },
  };
}
