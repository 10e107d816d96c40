import { type Editor, editorFrom, editorText } from '../../host/editors';
import type { Sql } from '../../host/sql';
import { targetKey } from './keys';
import { tables } from './models';
import type { Mark, SyncStore, Target } from '../port';
import type { Writers } from '../write-in-order';
import { chunks, instantOrNull, isTrue, type Row } from '../../host/rows';
import { type Knex, upsert } from './upsert';

export function createMarkStore(sql: Sql): Pick<SyncStore, 'marks' | 'marksOf'> {
  return {
    async marks(target, limit) {
      const where = { target_key: targetKey(target) };
      return (
        await sql.run<Row[]>((from) =>
          from(tables.marks)
            .where(where)
            .where((open) => void open.whereNull('refused_version').orWhereRaw('refused_version <> version'))
            .orderBy('id')
            .limit(limit)
            .select('*'),
        )
      ).map(toMark);
    },
    async marksOf(target, documentIds) {
      const found = new Map<string, Mark>();
      for (const part of chunks(documentIds, 200)) {
        const keys = part.map((documentId) => markKey(target, documentId));
        for (const row of await sql.run<Row[]>((from) => from(tables.marks).whereIn('mark_key', keys).select('*')))
          found.set(String(row['document_id']), toMark(row));
      }
      return found;
    },
  };
}

export function markWriters(sql: Sql): Pick<Writers, 'marks' | 'deletionMarks' | 'clearedMarks' | 'deferredMarks' | 'failedMarks'> {
  return {
    marks: (target, documentIds) => markDocuments(sql, target, documentIds, { sawDelete: false, byPerson: false }),
    deletionMarks: (target, documentIds) => markDocuments(sql, target, documentIds, { sawDelete: true, byPerson: false }),
    async clearedMarks(target, marks) {
      for (const part of chunks(marks, 100))
        await sql.run((from) =>
          from(tables.marks)
            .where((any) => {
              for (const { documentId, version } of part) void any.orWhere({ mark_key: markKey(target, documentId), version });
            })
            .delete(),
        );
    },
    async deferredMarks(target, marks) {
      for (const { documentId, version } of marks)
        await sql.run((from) =>
          from(tables.marks)
            .where({ mark_key: markKey(target, documentId) })
            .update({ refused_version: version }),
        );
    },
    async failedMarks(target, marks) {
      for (const { documentId } of marks)
        await sql.run((from, knex) =>
          from(tables.marks)
            .where({ mark_key: markKey(target, documentId) })
            .update({ failures: knex.raw('coalesce(failures, 0) + 1') }),
        );
    },
  };
}

/** Raises the version, so that a run that read the older one does not clear this edit. Joins the edit's own transaction. */
export async function markDocuments(
  sql: Sql,
  target: Target,
  documentIds: readonly string[],
  options: { sawDelete: boolean; byPerson: boolean; editor?: Editor | null },
): Promise<void> {
  const merge = (knex: Knex) => ({
    version: knex.raw('?? + 1', [`${tables.marks}.version`]),
    // Once seen, a deletion stays seen: the engine's own marks know nothing of it.
    ...(options.sawDelete ? { saw_delete: true } : {}),
    // The engine's own marks say nothing of when a person edited.
    ...(options.byPerson
      ? { marked_at: knex.raw(sql.nowSql) }
      : options.sawDelete // since when it is known: an approval counts for what was there before
        ? { marked_at: knex.raw(`coalesce(??, ${sql.nowSql})`, [`${tables.marks}.marked_at`]) }
        : {}),
    ...(options.editor === undefined ? {} : { edited_by: editorText(options.editor) }),
  });
  await upsert(sql, { table: tables.marks, key: 'mark_key', merge }, (knex) =>
    documentIds.map((documentId) => ({
      mark_key: markKey(target, documentId),
      target_key: targetKey(target),
      document_id: documentId,
      version: 1,
      saw_delete: options.sawDelete,
      marked_at: options.byPerson || options.sawDelete ? knex.raw(sql.nowSql) : null,
      edited_by: editorText(options.editor ?? null),
    })),
  );
}

export async function removeMarks(sql: Sql, target: Target): Promise<void> {
  await sql.run((from) =>
    from(tables.marks)
      .where({ target_key: targetKey(target) })
      .delete(),
  );
}

export const markKey = (target: Target, documentId: string): string => `${targetKey(target)}|${documentId}`;

function toMark(row: Row): Mark {
  return {
    documentId: String(row['document_id']),
    version: Number(row['version']),
    sawDelete: isTrue(row['saw_delete']),
    at: instantOrNull(row['marked_at']),
    by: editorFrom(row['edited_by']),
    isDeferred: row['refused_version'] !== null && Number(row['refused_version']) === Number(row['version']),
    failures: Number(row['failures'] ?? 0),
  };
}
