import type { HostTables } from '../host/host-tables';
import type { Sql, Table } from '../host/sql';
import type { OrganizationName } from '../settings/organizations';
import type { Row } from '../host/rows';
import { whereSet, type Part } from './list-users';
import type { Reach } from './reach';
import { whereWords } from './search';

export interface OrganizationFilter {
  readonly search?: string;
  /** With or without settings or locks of their own. */
  readonly overrides?: boolean;
  readonly reach: Reach;
}

/** The host's organizations by filter, in the order of their names; a document with drafts or in several languages is one. */
export function createOrganizationList(sql: Sql, tables: () => HostTables, ofSettings: () => string) {
  function filtered(from: (table: string) => Table, { search, overrides, reach }: OrganizationFilter): Table {
    const { table, name, hasDrafts, isLocalized } = tables().organizations;
    const query = from(`${table} as o`);
    if (hasDrafts) void query.whereNull('o.published_at');
    if (isLocalized) {
      const firsts = from(`${table} as f`).groupBy('f.document_id').min('f.id');
      void query.whereIn('o.id', hasDrafts ? firsts.whereNull('f.published_at') : firsts);
    }
    if (search) whereWords(query, sql, [`o.${name ?? 'document_id'}`], search);
    if (overrides !== undefined) {
      const own = from(`${ofSettings()} as s`).where((any) => {
        whereSet(any, 's');
        void any.orWhereRaw(`cast(s.locks as ${sql.client === 'mysql' ? 'char' : 'text'}) like '%true%'`);
      });
      const ids = own.select('s.organization_id');
      void (overrides ? query.whereIn('o.document_id', ids) : query.whereNotIn('o.document_id', ids));
    }
    if (reach.kind === 'some') void query.whereIn('o.document_id', [...reach.organizations]);
    return query;
  }

  return {
    async count(filter: OrganizationFilter): Promise<number> {
      const [row] = await sql.run<Row[]>((from) => filtered(from, filter).count({ n: '*' }));
      return Number(row?.['n'] ?? 0);
    },
    async find(filter: OrganizationFilter, { limit, offset }: Part): Promise<OrganizationName[]> {
      const name = tables().organizations.name ?? 'document_id';
      const rows = await sql.run<Row[]>((from, knex) =>
        filtered(from, filter)
          .orderBy([{ column: knex.raw('lower(??)', [`o.${name}`]) as unknown as string }, { column: 'o.document_id' }])
          .limit(limit)
          .offset(offset)
          .select('o.document_id', `o.${name} as shown`),
      );
      return rows.map((row) => ({ id: String(row['document_id']), name: String(row['shown'] || row['document_id']) }));
    },
  };
}
