import type { Core, UID } from '@strapi/types';
import { chunks } from './rows';

/** The host's people, whatever type they are; only what the plugin needs is ever read (a user row holds a password hash). */
export interface HostUser {
  readonly id: number;
  readonly documentId: string;
  readonly email: string; // '' where the host has none
  readonly displayName: string;
}
export interface HostUsers {
  find(documentId: string): Promise<HostUser | null>;
  findMany(documentIds: readonly string[]): Promise<Map<string, HostUser>>;
  /** By e-mail address, however it is written; null: nobody, or several. */
  findByEmail(email: string): Promise<HostUser | null>;
  count(): Promise<number>;
}

const ADMIN_FIELDS = ['id', 'documentId', 'email', 'firstname', 'lastname', 'username'];
const USERS_PERMISSIONS_FIELDS = ['id', 'documentId', 'email', 'username'];

export function createHostUsers(strapi: Core.Strapi, userType: string): HostUsers {
  const select = userType === 'admin::user' ? ADMIN_FIELDS : USERS_PERMISSIONS_FIELDS;
  const findMany: HostUsers['findMany'] = async (documentIds) => {
    const found = new Map<string, HostUser>();
    for (const part of chunks(documentIds, 500)) {
      const rows = await strapi.db.query(userType as UID.Schema).findMany({ select, where: { documentId: { $in: part } } });
      for (const row of rows) found.set(String(row.documentId), toHostUser(row));
    }
    return found;
  };
  return {
    findMany,
    find: async (documentId) => (await findMany([documentId])).get(documentId) ?? null,
    async findByEmail(email) {
      const rows = await strapi.db.query(userType as UID.Schema).findMany({ select, where: { email: { $eqi: email } }, limit: 2 });
      return rows.length === 1 ? toHostUser(rows[0] as Record<string, unknown>) : null;
    },
    count: () => strapi.db.query(userType as UID.Schema).count(),
  };
}

export function toHostUser(row: Record<string, unknown>): HostUser {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const fullName = [text(row['firstname']), text(row['lastname'])].filter(Boolean).join(' ');
  return {
    id: Number(row['id']),
    documentId: String(row['documentId']),
    email: text(row['email']) ?? '',
    displayName: fullName || text(row['username']) || text(row['email']) || String(row['documentId']),
  };
}
