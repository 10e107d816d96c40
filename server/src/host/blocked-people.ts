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
  const column = (name: string, alias: string) => (attributes[name] ? `${alias}.${name}` : null);

  const condition: BlockedPeople['condition'] = async () => {
    const mustBeConfirmed = userType !== 'admin::user' && (await asksForConfirmation(strapi));
    return (query, alias) => {
      const mustBeTrue =
        userType === 'admin::user'
          ? column('isActive', alias)?.replace('isActive', 'is_active')
          : mustBeConfirmed && column('confirmed', alias);
      const blocked = column('blocked', alias);
      void query.where((any) => {
        if (mustBeTrue) void any.whereNull(mustBeTrue).orWhere(mustBeTrue, false);
        if (blocked) void any.orWhere(blocked, true);
      });
    };
  };
  return {
    table,
    condition,
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
