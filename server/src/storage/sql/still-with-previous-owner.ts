import type { Sql } from '../../host/sql';
import { targetKey, targetOf } from './keys';
import { markKey } from './marks';
import { tables } from './models';
import type { SyncStore } from '../port';
import { chunks, type Row } from '../../host/rows';

/** A person's edit makes both people's targets due at the same moment, a little later (local-changes/subscribe.ts). */
const DUE_SOON_MS = 5_000;

/** Entries that have changed hands and have not left the mailbox of whoever had them before. */
export function createPreviousOwners(sql: Sql): Pick<SyncStore, 'stillWithPreviousOwner'> {
  return {
    async stillWithPreviousOwner(target, documentIds) {
      const found = new Set<string>();
      for (const part of chunks(documentIds, 200)) {
        const linked = await sql.run<Row[]>((from) =>
          from(tables.links)
            .whereIn('document_id', part)
            .where({ state: 'linked' })
            .whereNot('target_key', targetKey(target))
            .select('target_key', 'document_id'),
        );
        const others = linked
          .map((row) => ({ of: targetOf(String(row['target_key'])), documentId: String(row['document_id']) }))
          .filter(({ of }) => of.resource === target.resource);
        if (others.length === 0) continue;
        const keys = (some: typeof others) => some.map(({ of, documentId }) => markKey(of, documentId));
        const gone = new Set(
          (
            await sql.run<Row[]>((from) =>
              from(tables.marks).whereIn('mark_key', keys(others)).where({ saw_delete: true }).select('mark_key'),
            )
          ).map((row) => String(row['mark_key'])),
        );
        const leaving = others.filter(({ of, documentId }) => gone.has(markKey(of, documentId)));
        const acting = await sql.run<Row[]>((from) =>
          from(tables.targets)
            .whereIn('target_key', [...new Set(leaving.map(({ of }) => targetKey(of)))])
            .where(
              (about) =>
                void about
                  .whereNotNull('waiting_run')
                  .orWhereNotNull('lease_token')
                  .orWhereRaw(`next_run_at <= ${sql.nowSql} + ${DUE_SOON_MS}`),
            )
            .select('target_key'),
        );
        const keyed = new Set(acting.map((row) => String(row['target_key'])));
        for (const { of, documentId } of leaving) if (keyed.has(targetKey(of))) found.add(documentId);
      }
      return found;
    },
  };
}
