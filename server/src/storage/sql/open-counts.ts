import type { Resource } from '../../../../src/contracts';
import type { Sql, Table } from '../../host/sql';
import { targetKey, targetOf } from './keys';
import { tables } from './models';
import type { Target } from '../port';
import { chunks, type Row } from '../../host/rows';

export type OpenCounts = (targets: readonly Target[]) => Promise<(target: Target) => { conflicts: number; held: number }>;
const CHUNK = 500;
/** From here on all that is open is counted: it is little. */
const MANY = 5_000;

/** What nobody has decided, and nobody wants to see no more. */
const isOpen = <Q extends Table>(table: string, query: Q): Q =>
  (table === tables.conflicts
    ? query.whereNull('decided_at')
    : query.where((shown) => void shown.whereNull('is_ignored').orWhere({ is_ignored: false }))) as Q;

/** Open conflicts and held items of many targets: two statements for every 500. */
export function createOpenCounts(sql: Sql): OpenCounts {
  return async (targets) => {
    const conflicts = new Map<string, number>();
    const held = new Map<string, number>();
    for (const part of targets.length < MANY ? chunks(targets.map(targetKey), CHUNK) : [null]) {
      const counted = (table: string) =>
        sql.run<Row[]>((from) => {
          const query = from(table).groupBy('target_key').select('target_key').count({ n: '*' });
          if (part) void query.whereIn('target_key', part);
          return isOpen(table, query);
        });
      for (const row of await counted(tables.conflicts)) conflicts.set(String(row['target_key']), Number(row['n']));
      for (const row of await counted(tables.held)) held.set(String(row['target_key']), Number(row['n']));
    }
    return (target) => ({ conflicts: conflicts.get(targetKey(target)) ?? 0, held: held.get(targetKey(target)) ?? 0 });
  };
}

/** Open conflicts by person and resource, of whoever has any. */
export async function openConflictsOf(sql: Sql): Promise<Map<string, { [R in Resource]?: number }>> {
  const rows = await sql.run<Row[]>((from) =>
    isOpen(tables.conflicts, from(tables.conflicts).groupBy('target_key').select('target_key').count({ n: '*' })),
  );
  const found = new Map<string, { [R in Resource]?: number }>();
  for (const row of rows) {
    const { user, resource } = targetOf(String(row['target_key']));
    found.set(user, { ...found.get(user), [resource]: Number(row['n']) });
  }
  return found;
}

/** documentIds of whoever has something open, for a condition of another statement; with a resource that does not go on by itself, too. */
export function peopleWithOpen(from: (table: string) => Table): Table {
  const open = (table: string) => isOpen(table, from(table)).select('target_key');
  return from(tables.targets)
    .whereNotNull('user_id')
    .where(
      (any) =>
        void any
          .whereNotNull('waiting_run')
          .orWhere((all) => void all.whereNotNull('problem').whereNot('problem', 'not-available'))
          .orWhereIn('target_key', open(tables.conflicts))
          .orWhereIn('target_key', open(tables.held)),
    )
    .select('user_id');
}
