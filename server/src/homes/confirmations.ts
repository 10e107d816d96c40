import type { Resource } from '../../../src/contracts';
import { instantOrNull, type Row, textOrNull } from '../host/rows';
import type { Sql } from '../host/sql';
import { tables } from '../storage/sql/models';
import { upsert } from '../storage/sql/upsert';
import type { HomeToCheck } from './check/problem';
import { mappingHash } from './mapping-hash';

interface Confirmation {
  /** 'new', 'changed': runs of its resource wait. */
  readonly state: 'confirmed' | 'new' | 'changed';
  readonly at: string | null;
  /** documentId of an administrator; null: by code. */
  readonly by: string | null;
}

/**
 * A mapping of the host's decides what happens to entries and items by the thousand. So one that is new, or another than the one that was
 * confirmed last, is looked at by somebody first: until then no run of its resource begins. Which home an item comes into depends on all
 * of them in their order, so that none can be left out meanwhile.
 */
export interface Confirmations {
  /** Names of the homes that wait. */
  waiting(resource: Resource): Promise<string[]>;
  /** By the names of homes of the host. */
  all(resource: Resource): Promise<Map<string, Confirmation>>;
  /** Those that wait; everything is read again then. Returns their names. */
  confirm(resource: Resource, by: string | null): Promise<string[]>;
}

export function createConfirmations(sql: Sql, given: () => readonly HomeToCheck[]): Confirmations {
  const nameOf = ({ mapping }: HomeToCheck): string => mapping.name ?? mapping.uid;
  const of = (resource: Resource) => given().filter((one) => one.resource === resource);
  const keyOf = (resource: Resource, name: string): string => `${resource}|${name}`;

  async function all(resource: Resource): Promise<Map<string, Confirmation>> {
    const homes = of(resource);
    if (homes.length === 0) return new Map(); // most installations have none, and no run of theirs asks the database
    const keys = homes.map((home) => keyOf(resource, nameOf(home)));
    const rows = await sql.run<Row[]>((from) => from(tables.homes).whereIn('home_key', keys).select('*'));
    const known = new Map(rows.map((row) => [String(row['home_key']), row]));
    return new Map(
      homes.map((home) => {
        const row = known.get(keyOf(resource, nameOf(home)));
        const state = row === undefined ? 'new' : row['mapping'] === mappingHash(home.mapping) ? 'confirmed' : 'changed';
        return [nameOf(home), { state, at: instantOrNull(row?.['confirmed_at']), by: textOrNull(row?.['confirmed_by']) }];
      }),
    );
  }
  async function waiting(resource: Resource): Promise<string[]> {
    return [...(await all(resource))].flatMap(([name, { state }]) => (state === 'confirmed' ? [] : [name]));
  }
  return {
    all,
    waiting,
    confirm: (resource, by) =>
      sql.transaction(async () => {
        const names = await waiting(resource);
        if (names.length === 0) return [];
        await upsert(sql, { table: tables.homes, key: 'home_key' }, (knex) =>
          of(resource)
            .filter((home) => names.includes(nameOf(home)))
            .map((home) => ({
              home_key: keyOf(resource, nameOf(home)),
              mapping: mappingHash(home.mapping),
              confirmed_at: knex.raw(sql.nowSql),
              confirmed_by: by,
            })),
        );
        await sql.run((from) => from(tables.targets).where({ resource }).update({ full_requested: true }));
        return names;
      }),
  };
}
