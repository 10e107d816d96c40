import { grouped } from '../../../src/canonical/grouped';
import type { HostTables } from '../host/host-tables';
import type { Sql, Table } from '../host/sql';
import { keyOfOrganization } from '../application';
import { tables } from '../storage/sql/models';
import { chunks, type Row } from '../host/rows';
import { ofPeople, type CleanUpDeps, removeOrganizations, removeUsers } from './clean-up';

const CHUNK = 100;
const ofTargets = [
  tables.cursors,
  tables.links,
  tables.marks,
  tables.held,
  tables.conflicts,
  tables.decisions,
  tables.runs,
  tables.adoptions,
  tables.subscriptions,
];

type SweepDeps = CleanUpDeps & { readonly tables: () => HostTables };

/**
 * What deletions that nobody saw have left: people deleted past Strapi, or at the moment at which a server died, and rows that earlier versions
 * of this plugin wrote after a deletion. Once at every start, in a handful of statements where there is nothing to be done.
 */
export async function sweep(deps: SweepDeps): Promise<void> {
  const { sql } = deps;
  for (const [table, keys] of await keysWithoutTarget(sql))
    for (const part of chunks(keys, CHUNK)) await sql.run((from) => from(table).whereIn('target_key', part).delete());
  for (const part of chunks(await peopleGone(deps), CHUNK)) await sql.transaction(() => removeUsers(deps, part));
  for (const part of chunks(await organizationsGone(deps), CHUNK)) await sql.transaction(() => removeOrganizations(deps, part));
}

/** As with people, none where none of all is there. */
async function organizationsGone({ sql, tableOf, tables: hostTables }: SweepDeps): Promise<string[]> {
  const settings = tableOf('plugin::microsoft-sync.organization-setting');
  const applications = tableOf('plugin::microsoft-sync.application');
  const withSettings = await sql.run<Row[]>((from) => from(settings).select('organization_id'));
  const withApplication = await sql.run<Row[]>((from) =>
    from(applications)
      .where('key', 'like', `${keyOfOrganization('')}%`)
      .select('key'),
  );
  const known = new Set([
    ...withSettings.map((row) => String(row['organization_id'])),
    ...withApplication.map((row) => String(row['key']).slice(keyOfOrganization('').length)),
  ]);
  const there = new Set<string>();
  for (const part of chunks([...known], CHUNK))
    for (const row of await sql.run<Row[]>((from) =>
      from(hostTables().organizations.table).whereIn('document_id', part).select('document_id'),
    ))
      there.add(String(row['document_id']));
  return there.size === 0 ? [] : [...known].filter((id) => !there.has(id));
}

/** By the tables in which they stand. */
async function keysWithoutTarget(sql: Sql): Promise<Map<string, string[]>> {
  const rows = await sql.run<Row[]>((from, knex) => {
    const [first, ...others] = ofTargets.map((table, at) =>
      from(`${table} as x`)
        .whereNotExists(from(`${tables.targets} as t`).whereRaw('t.target_key = x.target_key').select('t.id'))
        .distinct('x.target_key', knex.raw(`${at} as place`)),
    );
    return (first as Table).unionAll(others);
  });
  return grouped(
    rows.flatMap((row) =>
      typeof row['target_key'] === 'string' ? [[ofTargets[Number(row['place'])] as string, row['target_key']] as const] : [],
    ),
  );
}

/** Nobody where none of all people is there: then the configuration names another type of users than it did, and nobody has gone. */
async function peopleGone({ sql, tableOf, tables: hostTables }: SweepDeps): Promise<string[]> {
  const { table } = hostTables().users;
  const known = [tables.targets, ...ofPeople.map(tableOf)];
  const there = (from: (name: string) => Table) => from(`${table} as u`).whereRaw('u.document_id = x.user_id').select('u.id');
  const rows = await sql.run<Row[]>((from) => {
    const [first, ...others] = known.map((one) => from(`${one} as x`).whereNotExists(there(from)).select('x.user_id'));
    return (first as Table).union(others);
  });
  const gone = rows.flatMap((row) => (typeof row['user_id'] === 'string' ? [row['user_id']] : []));
  if (gone.length === 0) return [];
  for (const one of known)
    if ((await sql.run<Row[]>((from) => from(`${one} as x`).whereExists(there(from)).limit(1).select('x.id'))).length > 0) return gone;
  return [];
}
