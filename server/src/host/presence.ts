import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';
import { holdRows } from './hold-rows';
import type { HostTables } from './host-tables';
import type { Sql } from './sql';

/**
 * What is written about a person or an organization is written while they are there, in one transaction with that look: whoever is deleted at
 * any moment leaves nothing behind, for the deletion takes along what it finds (directory/clean-up.ts), and nothing comes after it.
 */
export interface Presence {
  /** In a transaction, as its first statement: those who are there, and stay until it ends. */
  hold(users: readonly string[]): Promise<ReadonlySet<string>>;
  /** The same of one; throws NotFoundError 'unknown-user'. */
  holdUser(user: string): Promise<void>;
  /** Throws NotFoundError 'unknown-organization'. */
  holdOrganization(organization: string): Promise<void>;
  whileUserIsThere<T>(user: string, work: () => Promise<T>): Promise<T>;
  whileOrganizationIsThere<T>(organization: string, work: () => Promise<T>): Promise<T>;
}

export function createPresence(sql: Sql, tables: () => HostTables): Presence {
  const hold: Presence['hold'] = (users) => holdRows(sql, tables().users.table, users);
  async function holdUser(user: string): Promise<void> {
    if (typeof user !== 'string' || !(await hold([user])).has(user))
      throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' satisfies ErrorCode });
  }
  async function holdOrganization(organization: string): Promise<void> {
    const isThere =
      typeof organization === 'string' && (await holdRows(sql, tables().organizations.table, [organization])).has(organization);
    if (!isThere)
      throw new errors.NotFoundError('This organization does not exist (any more).', { code: 'unknown-organization' satisfies ErrorCode });
  }
  return {
    hold,
    holdUser,
    holdOrganization,
    whileUserIsThere: (user, work) =>
      sql.transaction(async () => {
        await holdUser(user);
        return work();
      }),
    whileOrganizationIsThere: (organization, work) =>
      sql.transaction(async () => {
        await holdOrganization(organization);
        return work();
      }),
  };
}
