import { randomUUID } from 'node:crypto';
import type { ConflictResolution, Side } from '../../../../src/contracts';
import type { Sql } from '../../host/sql';
import { hashKey, targetKey } from './keys';
import { tables } from './models';
import { asked, idsOf, notedOf } from './note-rows';
import type { StoredConflict, SyncStore, Target } from '../port';
import { chunks, instant, instantOrNull, json, textOrNull, type Row } from '../../host/rows';
import { type Knex, upsert } from './upsert';

type ConflictStore = Pick<SyncStore, 'noteConflict' | 'closeConflicts' | 'conflicts' | 'markRestored' | 'scrubConflict'>;

/** Conflicts: the open ones, and the losers of those that are decided. */
export function createConflictStore(sql: Sql): ConflictStore {
  return {
    async noteConflict(target, item, note) {
      const isOpen = note.decided === null;
      // An open conflict is one row per item, brought up to date; a decided one is history, and keeps the loser.
      const conflictKey = isOpen ? openKey(target, item) : randomUUID();
      const [known] = await sql.run<Row[]>((from) =>
        from(tables.conflicts)
          .where({ conflict_key: openKey(target, item) })
          .limit(1)
          .select('id', 'document_id', 'microsoft_id'),
      );
      // Where a deletion was decided the link is gone by now; the open conflict still knows both ids.
      const linked = await idsOf(sql, target, item, 'documentId');
      const ids = { document_id: linked.document_id, microsoft_id: linked.microsoft_id ?? textOrNull(known?.['microsoft_id']) };
      if (!isOpen) await this.closeConflicts(target, [item]);
      const fresh = (knex: Knex) => ({
        ...ids,
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
    },
    async closeConflicts(target, items) {
      for (const part of chunks(items, 200))
        await sql.run((from) =>
          from(tables.conflicts)
            .whereIn(
              'conflict_key',
              part.map((item) => openKey(target, item)),
            )
            .delete(),
        );
    },
    async conflicts(of) {
      const rows = await sql.run<Row[]>((from) => {
        const query = asked(from(tables.conflicts), of).select('*');
        return of.decided === undefined ? query : of.decided ? query.whereNotNull('decided_at') : query.whereNull('decided_at');
      });
      return rows.map(toConflict);
    },
    async markRestored(id) {
      await sql.run((from, knex) =>
        from(tables.conflicts)
          .where({ id })
          .update({ restored_at: knex.raw(sql.nowSql) }),
      );
    },
    async scrubConflict(id, values) {
      if (values === null) return void (await sql.run((from) => from(tables.conflicts).where({ id }).delete()));
      const texts = Object.fromEntries(Object.entries(values).map(([version, of]) => [version, JSON.stringify(of)]));
      await sql.run((from) => from(tables.conflicts).where({ id }).update(texts));
    },
  };
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
  };
}
