import type { Sql } from '../host/sql';
import { together } from '../node/together';
import { columnsOf, upsert } from '../storage/sql/upsert';
import { APPLICATION_UID, applicationModel } from './models';

/** One row of the applications' table; secrets are sealed. */
export interface ApplicationRow {
  clientId: string | null;
  tenantId: string | null;
  mode: 'delegated' | 'application';
  clientSecret: string | null;
  clientSecretSetAt: number | null;
  clientSecretExpiresAt: number | null;
  certificateKey: string | null;
  certificateThumbprint: string | null;
  certificateExpiresAt: number | null;
}

type SealedColumn = 'clientSecret' | 'certificateKey';

export interface ApplicationStore {
  find(key: string): Promise<ApplicationRow | null>;
  /** Several with one statement; what is not there is left out. */
  findMany(keys: readonly string[]): Promise<Map<string, ApplicationRow>>;
  all(): Promise<Map<string, ApplicationRow>>;
  save(key: string, row: ApplicationRow): Promise<void>;
  /** Where the column still holds `from`. */
  replace(options: { key: string; column: SealedColumn; from: string; to: string }): Promise<void>;
}

type Query = {
  findMany(options: object): Promise<Record<string, unknown>[]>;
  findOne(options: object): Promise<Record<string, unknown> | null>;
  updateMany(options: object): Promise<{ count: number }>;
};

/** The store on Strapi's database. */
export function createApplicationStore(
  strapi: { db: { query(uid: string): unknown } },
  sql: Pick<Sql, 'run' | 'isInTransaction'>,
): ApplicationStore {
  const query = () => strapi.db.query(APPLICATION_UID) as Query;

  return {
    async find(key) {
      const row = await query().findOne({ where: { key } });
      return row === null ? null : fromDatabase(row);
    },
    findMany: together(
      async (all: readonly (readonly string[])[]) => {
        const rows = await query().findMany({ where: { key: { $in: [...new Set(all.flat())] } } });
        const found = new Map(rows.map((row) => [String(row.key), fromDatabase(row)]));
        return all.map((keys) => new Map([...found].filter(([key]) => keys.includes(key))));
      },
      { isAlone: () => sql.isInTransaction() },
    ),
    async all() {
      return new Map((await query().findMany({})).map((row) => [String(row.key), fromDatabase(row)]));
    },
    async replace({ key, column, from, to }) {
      await query().updateMany({ where: { key, [column]: from }, data: { [column]: to } });
    },
    async save(key, row) {
      await upsert(sql, { table: applicationModel.tableName, key: 'key' }, [{ key, ...columnsOf(row) }]);
    },
  };
}

function fromDatabase(row: Record<string, unknown>): ApplicationRow {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const instant = (value: unknown) => (value === null || value === undefined ? null : Number(value)); // PostgreSQL gives bigints as text
  return {
    clientId: text(row.clientId),
    tenantId: text(row.tenantId),
    mode: row.mode === 'application' ? 'application' : 'delegated',
    clientSecret: text(row.clientSecret),
    clientSecretSetAt: instant(row.clientSecretSetAt),
    clientSecretExpiresAt: instant(row.clientSecretExpiresAt),
    certificateKey: text(row.certificateKey),
    certificateThumbprint: text(row.certificateThumbprint),
    certificateExpiresAt: instant(row.certificateExpiresAt),
  };
}
