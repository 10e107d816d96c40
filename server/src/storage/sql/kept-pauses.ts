import type { Sql } from '../../host/sql';
import { tables } from './models';
import type { Row } from '../../host/rows';
import { upsert } from './upsert';

/** Pauses that Microsoft has asked for, so that a restart does not forget them; by the database's clock, which all processes share. */
export function createKeptPauses(sql: Sql) {
  return {
    /** Milliseconds that are left, by name. */
    async all(): Promise<Map<string, number>> {
      const rows = await sql.run<Row[]>((from, knex) =>
        from(tables.pauses)
          .whereRaw(`ends_at > ${sql.nowSql}`)
          .select('pause_key', knex.raw(`ends_at - ${sql.nowSql} as ms_left`)),
      );
      return new Map(rows.map((row) => [String(row['pause_key']), Number(row['ms_left'])]));
    },
    async keep(name: string, milliseconds: number): Promise<void> {
      await sql.run((from) => from(tables.pauses).whereRaw(`ends_at <= ${sql.nowSql}`).delete());
      await upsert(sql, { table: tables.pauses, key: 'pause_key' }, (knex) => [
        { pause_key: name, ends_at: knex.raw(`${sql.nowSql} + ${Math.round(milliseconds)}`) },
      ]);
    },
  };
}
