import { createRequire } from 'node:module';
import type { Row } from '../../host/rows';
import type { Sql } from '../../host/sql';

const LEAST_POSTGRES = 13;
/** The first that was tried; earlier ones have no word to their workers that a job is there. */
const LEAST_PG_BOSS = '12.38.0';

/** What decides whether pg-boss can be used here. */
export interface Surroundings {
  readonly client: Sql['client'];
  /** Of the package; null: it is not installed. */
  readonly manifest: { readonly version: string; readonly engines?: { readonly node?: string } } | null;
  readonly node: string;
  /** Of PostgreSQL, the major number. */
  readonly postgres: number;
  /** It may make its schema, or make tables in the one that is there. */
  readonly mayCreate: boolean;
  readonly schema: string;
}

/** Says in one line what stands in the way, or null. */
export function problemWith({ client, manifest, node, postgres, mayCreate, schema }: Surroundings): string | null {
  if (client !== 'postgres') return `needs PostgreSQL, and Strapi's database is ${client}`;
  if (manifest === null) return `needs the package pg-boss: npm install pg-boss@12`;
  if (isOlder(manifest.version, LEAST_PG_BOSS)) return `needs pg-boss ${LEAST_PG_BOSS} or newer, and ${manifest.version} is installed`;
  const least = /\d+(\.\d+)*/.exec(manifest.engines?.node ?? '')?.[0];
  if (least !== undefined && isOlder(node, least)) return `needs Node ${least} or newer (pg-boss ${manifest.version}), and this is ${node}`;
  if (postgres < LEAST_POSTGRES) return `needs PostgreSQL ${LEAST_POSTGRES} or newer, and this is ${postgres}`;
  if (!mayCreate) return `needs the right to make the schema ${schema} in the database, or tables in it where it is there`;
  return null;
}

function isOlder(version: string, least: string): boolean {
  const [own, other] = [version, least].map((one) => one.split('.').map(Number)) as [number[], number[]];
  const at = other.findIndex((part, index) => part !== (own[index] ?? 0));
  return at >= 0 && (own[at] ?? 0) < (other[at] ?? 0);
}

export async function surroundings(sql: Sql, schema: string): Promise<Surroundings & { readonly isThere: boolean }> {
  const own = { client: sql.client, manifest: readManifest(), node: process.versions.node, schema };
  if (sql.client !== 'postgres') return { ...own, postgres: 0, mayCreate: false, isThere: false };
  const { rows } = await sql.run<{ rows: Row[] }>((_, knex) =>
    knex.raw(
      `select current_setting('server_version_num')::int / 10000 as postgres, found.oid is not null as is_there,
       case when found.oid is null then has_database_privilege(current_database(), 'create') else has_schema_privilege(found.oid, 'create') end as may_create
       from (select to_regnamespace(?)::oid as oid) as found`,
      [schema],
    ),
  );
  const [row = {}] = rows;
  return { ...own, postgres: Number(row['postgres']), mayCreate: row['may_create'] === true, isThere: row['is_there'] === true };
}

function readManifest(): Surroundings['manifest'] {
  try {
    return createRequire(__filename)('pg-boss/package.json') as NonNullable<Surroundings['manifest']>;
  } catch (error) {
    if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error;
    return null;
  }
}
