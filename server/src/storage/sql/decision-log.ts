import type { Edited, PlannedAction, Side } from '../../../../src/contracts';
import { editorFrom, editorText } from '../../host/editors';
import type { Sql } from '../../host/sql';
import { hashKey, targetKey } from './keys';
import { tables } from './models';
import type { LogEntry, SyncStore, Target } from '../port';
import { chunks, instant, instantOrNull, json, type Row } from '../../host/rows';

/** Who asks why wants the last answers. */
const MOST_SHOWN = 20;

/** What was done about each item, and why: no titles and no values. Kept for 30 days, like runs (`runs.ts`). */
export function createDecisionLog(sql: Sql): Pick<SyncStore, 'logged'> {
  return {
    async logged(target, { documentId, microsoftId }) {
      const rows = await sql.run<Row[]>((from) =>
        from(tables.decisions)
          .where({ target_key: targetKey(target) })
          .where((any) => {
            if (documentId !== null) void any.orWhere({ document_id: documentId });
            if (microsoftId !== null) void any.orWhere({ microsoft_key: hashKey(targetKey(target), microsoftId) });
            if (documentId === null && microsoftId === null) void any.whereNull('id');
          })
          .orderBy('id', 'desc')
          .limit(MOST_SHOWN)
          .select('*'),
      );
      return rows.map((row) => ({
        at: instant(row['noted_at']),
        side: row['side'] as Side,
        kind: row['kind'] as PlannedAction['kind'],
        fields: json<string[]>(row['fields'], []),
        why: String(row['why'] ?? ''),
        edited: editedOf(row),
      }));
    },
  };
}

/** In the transaction of what it tells of. */
export async function logEntries(sql: Sql, target: Target, entries: readonly LogEntry[]): Promise<void> {
  for (const part of chunks(
    entries.filter(({ isKept }) => isKept),
    50,
  ))
    await sql.run((from, knex) =>
      from(tables.decisions).insert(
        part.map(({ item, side, kind, fields, why, edited }) => ({
          target_key: targetKey(target),
          document_id: item.documentId,
          microsoft_key: item.microsoftId === null ? null : hashKey(targetKey(target), item.microsoftId),
          side,
          kind,
          fields: JSON.stringify(fields),
          why,
          noted_at: knex.raw(sql.nowSql),
          edited_at: edited ? new Date(edited.at).getTime() : null,
          edited_by: editorText(edited?.by ?? null),
        })),
      ),
    );
}

export function editedOf(row: Row): Edited | null {
  const at = instantOrNull(row['edited_at']);
  return at === null ? null : { at, by: editorFrom(row['edited_by']) };
}
