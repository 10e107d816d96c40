import { addressOf } from '../../../../src/sync/entry-id';
import { json, type Row } from '../../host/rows';
import type { Sql, Table } from '../../host/sql';
import type { KeptEntry } from '../entries/kept';
import type { Target } from '../port';
import { targetKey, targetOf } from './keys';
import { tables } from './models';
import { adoptionKey } from './rename-entries';

/** As long as the losers of conflicts are kept. */
const KEPT_MS = 30 * 86_400_000;

export interface LinkedEntry {
  readonly target: Target;
  /** The entry among all homes. */
  readonly id: string;
  readonly link: number;
}
/** Which linked entries: those of a home, of everybody or one person; `cameFrom`: only those that were adopted from that home. */
interface EntriesOf {
  readonly resource: Target['resource'];
  /** Name of the home. */
  readonly home: string;
  readonly user?: string;
  readonly cameFrom?: string;
}
export interface Place {
  readonly target: string;
  readonly link: number;
}

export interface Adoptions {
  /** In stable order, without parts, which go along with what they belong to. */
  linked(of: EntriesOf, after: Place | null, limit: number): Promise<LinkedEntry[]>;
  count(of: EntriesOf): Promise<number>;
  /** What the entry of this name held in a home that it has left; null: it has not come from there, or too long ago. */
  keptOf(target: Target, id: string, cameFrom: string): Promise<KeptEntry | null>;
  keep(target: Target, id: string, cameFrom: string, kept: KeptEntry | null): Promise<void>;
  forget(target: Target, id: string, cameFrom: string): Promise<void>;
  dropOld(): Promise<void>;
}

/** Which entries have come from which other home, with all that they held there: so that it can be undone. */
export function createAdoptions(sql: Sql): Adoptions {
  const those = (from: (table: string) => Table, { resource, home, user, cameFrom }: EntriesOf): Table => {
    // Dates of a series stay where the series has them.
    const query = from(`${tables.links} as l`).where('l.state', 'linked').whereNotNull('l.document_id').whereNull('l.occurrence');
    if (user === undefined) void query.where('l.target_key', 'like', `%|${resource}`);
    else void query.where('l.target_key', targetKey({ user, resource }));
    if (home === '') void query.where('l.document_id', 'not like', '%|%');
    else void query.whereRaw('substr(l.document_id, 1, ?) = ?', [home.length + 1, `${home}|`]);
    if (cameFrom !== undefined)
      void query.whereExists(
        from(`${tables.adoptions} as a`)
          .whereRaw('a.target_key = l.target_key and a.document_id = l.document_id')
          .where('a.came_from', cameFrom)
          .select('a.id'),
      );
    return query as Table;
  };
  return {
    async linked(of, after, limit) {
      const rows = await sql.run<Row[]>((from) => {
        const query = those(from, of).whereNull('l.part_of_hash');
        if (after)
          void query.where(
            (later) =>
              void later
                .where('l.target_key', '>', after.target)
                .orWhere((same) => void same.where('l.target_key', after.target).where('l.id', '>', after.link)),
          );
        return query.orderBy('l.target_key').orderBy('l.id').limit(limit).select('l.id', 'l.target_key', 'l.document_id');
      });
      return rows
        .map((row) => ({ target: targetOf(String(row['target_key'])), id: String(row['document_id']), link: Number(row['id']) }))
        .filter(({ id }) => addressOf(id).home === of.home); // MySQL takes upper and lower case for the same
    },
    async count(of) {
      const [row] = await sql.run<Row[]>((from) => those(from, of).count({ n: '*' }));
      return Number(row?.['n'] ?? 0);
    },
    async keptOf(target, id, cameFrom) {
      const [row] = await sql.run<Row[]>((from) =>
        from(tables.adoptions)
          .where({ adoption_key: adoptionKey(target, id, cameFrom) })
          .limit(1)
          .select('kept'),
      );
      return json<KeptEntry | null>(row?.['kept'], null);
    },
    async keep(target, id, cameFrom, kept) {
      await sql.run((from, knex) =>
        from(tables.adoptions).insert({
          adoption_key: adoptionKey(target, id, cameFrom),
          target_key: targetKey(target),
          document_id: id,
          came_from: cameFrom,
          kept: kept && JSON.stringify(kept),
          adopted_at: knex.raw(sql.nowSql),
        }),
      );
    },
    async forget(target, id, cameFrom) {
      await sql.run((from) =>
        from(tables.adoptions)
          .where({ adoption_key: adoptionKey(target, id, cameFrom) })
          .delete(),
      );
    },
    async dropOld() {
      await sql.run((from) => from(tables.adoptions).whereRaw(`adopted_at < ${sql.nowSql} - ${KEPT_MS}`).delete());
    },
  };
}
