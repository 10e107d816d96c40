import type { Sql } from '../host/sql';
import { targetKey, targetOf } from './keys';
import { tables } from './models';
import type { SyncStore } from './port';
import { chunks, type Row } from './rows';

/** A person's edit makes both people's targets due at the same moment, a little later (changes/subscribe.ts). */
const DUE_SOON_MS = 5_000;

/** Entries that have changed hands and have not left the mailbox of whoever had them before. */
export function createLeaving(sql: Sql): Pick<SyncStore, 'leavingOthers'> {
  return {
    async leavingOthers(target, documentIds) {
      const found = new Set<string>();
      for (const part of chunks(documentIds, 200)) {
        const rows = await sql.run<Row[]>((from) =>
          from(`${tables.links} as l`)
            .join(`${tables.marks} as m`, (join) => void join.on('m.target_key', '=', 'l.target_key').andOn('m.document_id', '=', 'l.document_id'))
            .join(`${tables.targets} as t`, 't.target_key', 'l.target_key')
            .whereIn('l.document_id', part)
            .where({ 'l.state': 'linked', 'm.saw_delete': true })
            .whereNot('l.target_key', targetKey(target))
            .where((about) => void about.whereNotNull('t.waiting_run').orWhereNotNull('t.lease_token').orWhereRaw(`t.next_run_at <= ${sql.nowSql} + ${DUE_SOON_MS}`))
            .select('l.document_id', 'l.target_key'),
        );
        for (const row of rows) if (targetOf(String(row['target_key'])).resource === target.resource) found.add(String(row['document_id']));
      }
      return found;
    },
  };
}
