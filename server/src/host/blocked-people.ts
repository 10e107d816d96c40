import type { Core, UID } from '@strapi/types';
import type { Row } from './rows';
import { chunks, isTrue } from './rows';
import type { Sql, Table } from './sql';

/** People whom Strapi lets in no longer: deactivated or blocked. */
export interface BlockedPeople {
  /** Of the host's users. */
  table(): string;
  among(users: readonly string[]): Promise<ReadonlySet<string>>;
  /** A condition for queries on the table of the host's users, by the rules as they are at this moment. */
  condition(): Promise<(query: Table, alias: string) => void>;
  /** The same of a row of that table, which has these columns. */
  judge(): Promise<{ readonly columns: readonly string[]; isBlocked(row: Row): boolean }>;
}
const CHUNK = 500;

/**
 * By the same rules by which Strapi itself refuses them: an administrator has to be active, and a user of users-permissions must not be blocked,
 * and be confirmed where its settings ask for that. Asked of the database each time, for a row may change without any event.
 */
export function createBlockedPeople(
  strapi: Core.Strapi,
  sql: Sql,
  { userType, table }: { userType: string; table: () => string },
): BlockedPeople {
  const { attributes } = strapi.contentType(userType as UID.ContentType);

  async function columns(): Promise<{ mustBeTrue: string | null; mustNotBe: string | null }> {
    const mustNotBe = attributes['blocked'] ? 'blocked' : null;
    if (userType === 'admin::user') return { mustBeTrue: attributes['isActive'] ? 'is_active' : null, mustNotBe };
    return { mustBeTrue: attributes['confirmed'] && (await asksForConfirmation(strapi)) ? 'confirmed' : null, mustNotBe };
  }
  const condition: BlockedPeople['condition'] = async () => {
    const { mustBeTrue, mustNotBe } = await columns();
    return (query, alias) =>
      void query.where((any) => {
        if (mustBeTrue) void any.whereNull(`${alias}.${mustBeTrue}`).orWhere(`${alias}.${mustBeTrue}`, false);
        if (mustNotBe) void any.orWhere(`${alias}.${mustNotBe}`, true);
      });
  };
  return {
    table,
    condition,
    async judge() {
      const { mustBeTrue, mustNotBe } = await columns();
      return {
        columns: [mustBeTrue, mustNotBe].filter((name) => name !== null),
        isBlocked: (row) => (mustBeTrue !== null && !isTrue(row[mustBeTrue])) || (mustNotBe !== null && isTrue(row[mustNotBe])),
      };
    },
    async among(users) {
      const where = await condition();
      const found = new Set<string>();
      for (const part of chunks(users, CHUNK)) {
        const rows = await sql.run<Row[]>((from) => {
          const query = from(`${table()} as u`).whereIn('u.document_id', part);
          where(query, 'u');
          return query.select('u.document_id');
        });
        for (const row of rows) found.add(String(row['document_id']));
      }
      return found;
    },
  };
}

async function asksForConfirmation(strapi: Core.Strapi): Promise<boolean> {
  const advanced = await strapi.store({ type: 'plugin', name: 'users-permissions', key: 'advanced' }).get({});
  return isTrue((advanced as { email_confirmation?: unknown } | null)?.email_confirmation);
}
