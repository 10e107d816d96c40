import { RESOURCES, type RunReport } from '../../../../src/contracts';
import type { Sql } from '../../host/sql';
import { targetKey } from './keys';
import { tables } from './models';
import { saveCursors } from './cursors';
import type { SyncStore } from '../port';
import { json, type Row } from '../../host/rows';
import { upsert } from './upsert';

/** Runs, and conflicts with their losers. */
const KEPT_MS = 30 * 86_400_000;

export function createRunStore(sql: Sql): Pick<SyncStore, 'recordRun' | 'recordQuiet' | 'findRun' | 'runs'> {
  return {
    /** Runs in a row with nothing to do share one row: the latest replaces the one before. */
    async recordRun(target, report) {
      const row = toRow(report);
      if (report.outcome === 'nothing-to-do') {
        const [last] = await sql.run<Row[]>((from) =>
          from(tables.runs)
            .where({ target_key: targetKey(target) })
            .orderBy('id', 'desc')
            .limit(1)
            .select('id', 'outcome', 'repeats'),
        );
        if (last?.['outcome'] === 'nothing-to-do') {
          await sql.run((from) =>
            from(tables.runs)
              .where({ id: last['id'] })
              .update({ ...row, repeats: Number(last['repeats'] ?? 0) + 1 }),
          );
          return;
        }
      }
      await sql.run((from) => from(tables.runs).insert({ ...row, target_key: targetKey(target), repeats: 0 }));
      await sql.run((from) =>
        from(tables.runs)
          .where({ target_key: targetKey(target) })
          .where('finished_at', '<', row.finished_at - KEPT_MS)
          .delete(),
      );
      // By the clock that has noted them: a server whose own clock is ahead must not take losers away before their time.
      await sql.run((from) =>
        from(tables.decisions)
          .where({ target_key: targetKey(target) })
          .whereRaw(`noted_at < ${sql.nowSql} - ${KEPT_MS}`)
          .delete(),
      );
      await sql.run((from) =>
        from(tables.conflicts)
          .where({ target_key: targetKey(target) })
          .whereRaw(`decided_at < ${sql.nowSql} - ${KEPT_MS}`)
          .delete(),
      );
    },
    async recordQuiet(all) {
      await saveCursors(sql, all);
      const rows = all.map(({ report, quietRow }) => ({
        row: { ...toRow(report), target_key: targetKey(report), repeats: quietRow ? quietRow.repeats + 1 : 0 },
        id: quietRow?.id,
      }));
      const known = rows.flatMap(({ row, id }) => (id === undefined ? [] : [{ id, ...row }]));
      const fresh = rows.flatMap(({ row, id }) => (id === undefined ? [row] : []));
      await upsert(sql, { table: tables.runs, key: 'id' }, known);
      if (fresh.length > 0) await sql.run((from) => from(tables.runs).insert(fresh));
    },
    async findRun(run) {
      const [row] = await sql.run<Row[]>((from) => from(tables.runs).where({ run }).limit(1).select('report'));
      return json<RunReport | null>(row?.['report'], null);
    },
    async runs({ user, resource, limit }) {
      const keys = (resource ? [resource] : RESOURCES).map((one) => targetKey({ user, resource: one }));
      const rows = await sql.run<Row[]>((from) =>
        from(tables.runs).whereIn('target_key', keys).orderBy('finished_at', 'desc').orderBy('id', 'desc').limit(limit).select('report'),
      );
      return rows.map((row) => json<RunReport | null>(row['report'], null)).filter((report) => report !== null);
    },
  };
}

const toRow = (report: RunReport) => ({
  run: report.run,
  outcome: report.outcome,
  report: JSON.stringify(report),
  changes: written(report.strapi) + written(report.microsoft),
  started_at: Date.parse(report.startedAt),
  finished_at: Date.parse(report.finishedAt),
});

const written = ({ created, updated, deleted }: RunReport['strapi']): number => created + updated + deleted;
