import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/types';
import type { Person } from './boot';

/** Of Users & Permissions. */
const ROLE = 'plugin::users-permissions.role';
const PERMISSION = 'plugin::users-permissions.permission';
const MEMBER = 'plugin::users-permissions.user';

/** Gives a member a role of their own, in which exactly these actions are ticked. */
export async function giveRole(strapi: Core.Strapi, { id }: Pick<Person, 'id'>, actions: readonly string[]): Promise<void> {
  const role = await strapi.db.query(ROLE).create({ data: { name: `Role ${randomUUID()}`, type: randomUUID() } });
  await tick(strapi, role.id, actions);
  await strapi.db.query(MEMBER).update({ where: { id }, data: { role: role.id } });
}

/** Ticks actions for whoever is not signed in; gives back how to take them away again. */
export async function letPublicIn(strapi: Core.Strapi, actions: readonly string[]): Promise<() => Promise<void>> {
  const role = await strapi.db.query(ROLE).findOne({ where: { type: 'public' } });
  const made = await tick(strapi, role.id, actions);
  return async () => void (await strapi.db.query(PERMISSION).deleteMany({ where: { id: { $in: made } } }));
}

/** A bearer token of that member, as a login gives it, in whichever way the application issues them. */
export async function memberToken(strapi: Core.Strapi, { id }: Pick<Person, 'id'>): Promise<string> {
  const jwt = strapi.plugin('users-permissions').service('jwt') as { issue(of: { id: number }): string | Promise<string> };
  return jwt.issue({ id });
}

async function tick(strapi: Core.Strapi, role: number, actions: readonly string[]): Promise<number[]> {
  const made: number[] = [];
  for (const action of actions) made.push((await strapi.db.query(PERMISSION).create({ data: { action, role } })).id);
  return made;
}
