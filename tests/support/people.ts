import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/types';

export interface PersonOptions {
  firstname?: string;
  lastname?: string;
  email?: string;
  /** Permissions of a role made for this person (`plugin::microsoft-sync.me.read`). Without: a super admin. */
  permissions?: string[];
}

export interface Person {
  id: number;
  documentId: string;
  firstname: string;
  lastname: string;
  email: string;
}

/** Nobody signs in by it: hashing one for each person, as Strapi would, takes long. */
const HASH_OF_A_PASSWORD = '$2a$04$rWCsxzf9u.t52lrzLCAKS.3duuoP4TbgESIfUzWTZRykz3JQv6J.K';

export function createPeople(strapi: Core.Strapi) {
  let count = 0;
  return {
    async createAdminUser({ permissions, ...person }: PersonOptions = {}): Promise<Person> {
      count += 1;
      const role = permissions ? await createRole(strapi, permissions) : await ensureSuperAdmin(strapi);
      const created = (await strapi.service('admin::user').create({
        firstname: 'Test',
        lastname: `Person ${count}`,
        email: `person-${count}-${randomUUID().slice(0, 8)}@test.example`,
        ...person,
        isActive: true,
        registrationToken: null,
        roles: [role.id],
      })) as Person;
      await strapi.db.query('admin::user').update({ where: { id: created.id }, data: { password: HASH_OF_A_PASSWORD } });
      return created;
    },
    async createMember({ firstname, lastname, email }: Required<Omit<PersonOptions, 'permissions'>>): Promise<Person> {
      const member = { username: `${firstname} ${lastname}`, email, password: HASH_OF_A_PASSWORD, provider: 'local', confirmed: true };
      const created = (await strapi.db.query('plugin::users-permissions.user').create({ data: member })) as Person;
      return { ...created, firstname, lastname };
    },
    // By the session manager itself: the login route counts its callers and soon refuses them.
    async adminToken(person: { id: number | string }): Promise<string> {
      const sessions = strapi.sessionManager('admin');
      const refresh = await sessions.generateRefreshToken(String(person.id), randomUUID(), { type: 'refresh' });
      const access = await sessions.generateAccessToken(refresh.token);
      if ('error' in access) throw new Error(`No access token: ${access.error}`);
      return access.token;
    },
  };
}

async function ensureSuperAdmin(strapi: Core.Strapi) {
  const roles = strapi.service('admin::role');
  return (await roles.getSuperAdmin()) ?? roles.create({ name: 'Super Admin', code: 'strapi-super-admin' });
}

async function createRole(strapi: Core.Strapi, permissions: string[]) {
  const roles = strapi.service('admin::role');
  const role = await roles.create({ name: `Role ${randomUUID()}` });
  await roles.assignPermissions(
    role.id,
    permissions.map((action) => ({ action })),
  );
  return role;
}
