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

/** The rows of the levels that count for one user, with one statement: every run asks. Rows as the query engine would give them. */
export async function readLevelRows(
  strapi: Core.Strapi,
  sql: Sql,
  uids: Record<Level, string>,
  options: { user: string; organization: string | null },
): Promise<Map<Level, Row>> {
  const metaOf = (level: Level) =>
    strapi.db.metadata.get(uids[level]) as unknown as { tableName: string; attributes: Record<string, Attribute> };
  const names = [...settingNames, 'locks', 'revision', 'id'];
  const where: readonly [Level, Record<string, unknown>][] = [
    ['system', { is_system: true }],
    ['user', { user_id: options.user }],
    ...(options.organization === null
      ? []
      : ([['organization', { organization_id: options.organization }]] as [Level, Record<string, unknown>][])),
  ];
  const rows = await sql.run<Row[]>((from, knex) => {
    const [first, ...others] = where.map(([level, condition]) => {
      const { tableName, attributes } = metaOf(level);
      const columns = names.map((name) =>
        attributes[name] ? knex.raw('?? as ??', [attributes[name].columnName, name]) : knex.raw('null as ??', [name]),
      );
      const on = ON.map((name) =>
        level === 'system' ? knex.raw('?? as ??', [attributes[name]?.columnName ?? name, name]) : knex.raw('null as ??', [name]),
      );
      return from(tableName)
        .where(condition)
        .select(knex.raw(`'${level}' as level`), ...columns, ...on) as Table;
    });
    return (first as Table).unionAll(others as never) as unknown as PromiseLike<Row[]>;
  });
  const { attributes } = metaOf('system');
  const isBoolean = (name: string) => attributes[name]?.type === 'boolean';
  return new Map(
    rows.map((row) => [
      row['level'] as Level,
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, isBoolean(name) && value !== null ? isTrue(value) : value])),
    ]),
  );
}
