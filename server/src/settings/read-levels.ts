import type { Core } from '@strapi/types';
import type { Level } from '../../../src/contracts';
import { settingNames } from '../../../src/settings/fields';
import type { Sql, Table } from '../host/sql';
import { isTrue, type Row } from '../host/rows';

interface Attribute {
  readonly type: string;
  readonly columnName: string;
}
const ON = ['calendarIntegration', 'tasksIntegration'] as const;

/** Whose levels are read. */
export interface LevelsOf {
  readonly user: string;
  readonly organization: string | null;
}

/** The rows of the levels that count for each of these people, with one statement for all: every run asks. Rows as the query engine would give them. */
export async function readLevelRows(
  strapi: Core.Strapi,
  sql: Sql,
  uids: Record<Level, string>,
  people: readonly LevelsOf[],
): Promise<(of: LevelsOf) => { readonly [L in Level]: Row | null }> {
  const metaOf = (level: Level) =>
    strapi.db.metadata.get(uids[level]) as unknown as { tableName: string; attributes: Record<string, Attribute> };
  const names = [...settingNames, 'locks', 'revision', 'id'];
  const organizations = new Set(people.flatMap(({ organization }) => organization ?? []));
  const levels: readonly Level[] = organizations.size === 0 ? ['system', 'user'] : ['system', 'user', 'organization'];
  const whose: Record<Level, { readonly column: string; readonly ids: readonly unknown[] }> = {
    system: { column: 'is_system', ids: [true] },
    user: { column: 'user_id', ids: people.map(({ user }) => user) },
    organization: { column: 'organization_id', ids: [...organizations] },
  };
  const rows = await sql.run<Row[]>((from, knex) => {
    const [first, ...others] = levels.map((level) => {
      const { column, ids } = whose[level];
      const { tableName, attributes } = metaOf(level);
      const columns = names.map((name) =>
        attributes[name] ? knex.raw('?? as ??', [attributes[name].columnName, name]) : knex.raw('null as ??', [name]),
      );
      const on = ON.map((name) =>
        level === 'system' ? knex.raw('?? as ??', [attributes[name]?.columnName ?? name, name]) : knex.raw('null as ??', [name]),
      );
      return from(tableName)
        .whereIn(column, [...ids] as string[])
        .select(
          knex.raw(`'${level}' as level`),
          level === 'system' ? knex.raw(`'' as whose`) : `${column} as whose`,
          ...columns,
          ...on,
        ) as Table;
    });
    return (first as Table).unionAll(others as never) as unknown as PromiseLike<Row[]>;
  });
  const { attributes } = metaOf('system');
  const isBoolean = (name: string) => attributes[name]?.type === 'boolean';
  const found = new Map(
    rows.map((row) => [
      `${String(row['level'])}|${String(row['whose'])}`,
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, isBoolean(name) && value !== null ? isTrue(value) : value])),
    ]),
  );
  return ({ user, organization }) => ({
    system: found.get('system|') ?? null,
    organization: found.get(`organization|${organization ?? ''}`) ?? null,
    user: found.get(`user|${user}`) ?? null,
  });
}
