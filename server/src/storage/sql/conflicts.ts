import { randomUUID } from 'node:crypto';
import type { ConflictResolution, Side } from '../../../../src/contracts';
import type { Sql } from '../../host/sql';
import { hashKey, targetKey } from './keys';
import { tables } from './models';
import { editedOf } from './decision-log';
import { asked, idsOf, notedOf } from './note-rows';
import { markKey } from './marks';
import type { StoreChanges, StoredConflict, SyncStore, Target } from '../port';
import type { Writers } from '../write-in-order';
import { chunks, instant, instantOrNull, json, textOrNull, type Row } from '../../host/rows';
import { type Knex, upsert } from './upsert';

/** Conflicts: the open ones, and the losers of those that are decided. */
export function createConflictStore(sql: Sql): Pick<SyncStore, 'conflicts'> {
  return {
    async conflicts(options) {
      const rows = await sql.run<Row[]>((from) => {
        const query = asked(from(tables.conflicts), options).select('*');
        return options.decided === undefined ? query : options.decided ? query.whereNotNull('decided_at') : query.whereNull('decided_at');
      });
      return rows.map(toConflict);
    },
  };
}

export function conflictWriters(sql: Sql): Pick<Writers, 'conflicts' | 'closedConflicts'> {
  return {
    async conflicts(target, all) {
      let conflicts = 0;
      for (const one of all) if (await noteConflict(sql, target, one)) conflicts += 1;
      return { conflicts };
    },
    closedConflicts: (target, items) => closeConflicts(sql, target, items),
  };
}

/** Returns whether it is news: a decided one, or an open one that was not known. */
async function noteConflict(
  sql: Sql,
  target: Target,
  { item, note, microsoftId = null }: StoreChanges['conflicts'][number],
): Promise<boolean> {
  const isOpen = note.decided === null;
  // An open conflict is one row per item, brought up to date; a decided one is history, and keeps the loser.
  const conflictKey = isOpen ? openKey(target, item) : randomUUID();
  const [known] = await sql.run<Row[]>((from) =>
    from(tables.conflicts)
      .where({ conflict_key: openKey(target, item) })
      .limit(1)
      .select('id', 'document_id', 'microsoft_id', 'edited_at', 'edited_by'),
  );
  // Where a deletion was decided the link is gone by now; the open conflict still knows both ids.
  const linked = await idsOf(sql, target, item, 'documentId');
  const ids = { document_id: linked.document_id, microsoft_id: linked.microsoft_id ?? textOrNull(known?.['microsoft_id']) ?? microsoftId };
  const edited = (await markedEdit(sql, target, ids.document_id)) ?? (known && { at: known['edited_at'], by: known['edited_by'] });
  if (!isOpen) await closeConflicts(sql, target, [item]);
  const fresh = (knex: Knex) => ({
    ...ids,
    edited_at: edited?.at ?? null,
    edited_by: edited?.by ?? null,
    fields: JSON.stringify(note.fields),
    base: JSON.stringify(note.base),
    strapi: JSON.stringify(note.strapi),
    microsoft: JSON.stringify(note.microsoft),
    decided_by: note.decided?.by ?? null,
    winner: note.decided?.winner ?? null,
    decided_at: isOpen ? null : knex.raw(sql.nowSql),
  });
  await upsert(sql, { table: tables.conflicts, key: 'conflict_key', merge: fresh }, (knex) => [
    {
      conflict_key: conflictKey,
      target_key: targetKey(target),
      item_key: hashKey(item),
      noted_at: knex.raw(sql.nowSql),
      ...fresh(knex),
    },
  ]);
  return !isOpen || !known;
}

/** Of a person's edit that has not been written yet: when and whose. Once its mark is cleared, the note alone knows. */
async function markedEdit(sql: Sql, target: Target, documentId: string | null): Promise<{ at: unknown; by: unknown } | null> {
  if (documentId === null) return null;
  const [mark] = await sql.run<Row[]>((from) =>
    from(tables.marks)
      .where({ mark_key: markKey(target, documentId) })
      .whereNotNull('marked_at')
      .limit(1)
      .select('marked_at', 'edited_by'),
  );
  return mark ? { at: mark['marked_at'], by: mark['edited_by'] } : null;
}

async function closeConflicts(sql: Sql, target: Target, items: readonly string[]): Promise<void> {
  for (const part of chunks(items, 200))
    await sql.run((from) =>
      from(tables.conflicts)
        .whereIn(
          'conflict_key',
          part.map((item) => openKey(target, item)),
        )
        .delete(),
    );
}

/** An open conflict is found by its item; a decided one has a key of its own. */
const openKey = (target: Target, item: string): string => hashKey(targetKey(target), item);

function toConflict(row: Row): StoredConflict {
  const by = textOrNull(row['decided_by']);
  return {
    ...notedOf(row),
    fields: json<string[]>(row['fields'], []),
    base: json(row['base'], null),
    strapi: json(row['strapi'], null),
    microsoft: json(row['microsoft'], null),
    at: instant(row['noted_at']),
    decided:
      by === null ? null : { by: by as ConflictResolution | 'person', winner: row['winner'] as Side, at: instant(row['decided_at']) },
    restoredAt: instantOrNull(row['restored_at']),
    edited: editedOf(row),
  };
}
