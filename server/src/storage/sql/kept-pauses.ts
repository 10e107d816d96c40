import { databaseCause } from '../../causes/database';
import type { Sql } from '../../host/sql';
import { tables } from './models';
import { chunks, type Row } from '../../host/rows';
import { upsert } from './upsert';

/** Clocks that are set by the network go back by less every day. */
const SET_BACK_MS = 60_000;

/**
 * Pauses that Microsoft has asked for, so that a restart does not forget them, and turns that are taken, which have no time at which they were noted. By
 * the database's clock, which all processes share.
 */
export function createKeptPauses(sql: Sql) {
  /** A turn that ends later than one that is taken now was given by a clock that has been set back since. */
  const isOver = (milliseconds: number) =>
    `(ends_at <= ${sql.nowSql} or ends_at > ${sql.nowSql} + ${Math.round(milliseconds) + SET_BACK_MS})`;
  return {
    /** Milliseconds that are left, by name; of pauses alone, for there may be a turn for each person. */
    async all(): Promise<Map<string, number>> {
      const rows = await sql.run<Row[]>((from, knex) =>
        from(tables.pauses)
          .where('noted_at', '>', 0) // of "is not null" SQLite asks no index
          .whereRaw(`ends_at > ${sql.nowSql}`)
          .select('pause_key', knex.raw(`ends_at - ${sql.nowSql} as ms_left`)),
      );
      return new Map(rows.map((row) => [String(row['pause_key']), Number(row['ms_left'])]));
    },
    /** True for one of all processes, and then for nobody before this time has passed. */
    async takeTurn(name: string, milliseconds: number): Promise<boolean> {
      const turn = { ends_at: `${sql.nowSql} + ${Math.round(milliseconds)}` };
      const taken = await sql.run<number>((from, knex) =>
        from(tables.pauses)
          .where({ pause_key: name })
          .whereRaw(isOver(milliseconds))
          .update({ ends_at: knex.raw(turn.ends_at) }),
      );
      if (taken > 0) return true;
      const known = await sql.run<Row[]>((from) => from(tables.pauses).where({ pause_key: name }).select('pause_key'));
      if (known.length > 0) return false;
      try {
        await sql.attempt(async () => {
          await sql.run((from, knex) => from(tables.pauses).insert({ pause_key: name, ends_at: knex.raw(turn.ends_at) }));
        });
        return true;
      } catch (error) {
        if (databaseCause(error)?.cause === 'refused') return false; // another process was first
        throw error;
      }
    },
    /** Those of these turns that are taken, each for this time. */
    async takenOf(names: readonly string[], milliseconds: number): Promise<ReadonlySet<string>> {
      const taken = new Set<string>();
      for (const part of chunks(names, 200)) {
        const rows = await sql.run<Row[]>((from) =>
          from(tables.pauses)
            .whereIn('pause_key', part)
            .whereRaw(`not ${isOver(milliseconds)}`)
            .select('pause_key'),
        );
        for (const row of rows) taken.add(String(row['pause_key']));
      }
      return taken;
    },
    /** What it was taken for has come to nothing. */
    async giveBackTurn(name: string): Promise<void> {
      await sql.run((from) => from(tables.pauses).where({ pause_key: name }).delete());
    },
    async keep(name: string, milliseconds: number): Promise<void> {
      await sql.run((from) => from(tables.pauses).whereRaw(`ends_at <= ${sql.nowSql}`).delete());
      await upsert(sql, { table: tables.pauses, key: 'pause_key' }, (knex) => [
        { pause_key: name, ends_at: knex.raw(`${sql.nowSql} + ${Math.round(milliseconds)}`), noted_at: knex.raw(sql.nowSql) },
      ]);
    },
  };
}
