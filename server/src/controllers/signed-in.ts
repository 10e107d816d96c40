import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import { containerOf } from '../container';
import type { Context } from './context';

/** documentId of the person whom "me" means in a request. */
export type WhoAsks = (strapi: Core.Strapi, ctx: Context) => Promise<string>;

/** The signed-in administrator, who must be one of the host's users. */
export const signedIn: WhoAsks = async (strapi, ctx) => {
  const { config, users } = containerOf(strapi);
  const id: unknown = ctx.state['user']?.documentId;
  if (config.host.user !== 'admin::user' || typeof id !== 'string' || !(await users.find(id)))
    throw notMe("The users of this Strapi's integration are not its administrators, so there is no account of yours here.");
  return id;
};

/** The signed-in user of Users & Permissions: no API token, and nobody whom the public role lets in. */
export const signedInMember: WhoAsks = async (strapi, ctx) => {
  const { config, users } = containerOf(strapi);
  const isMember = ctx.state['auth']?.strategy?.name === 'users-permissions';
  const id: unknown = ctx.state['user']?.documentId;
  if (config.host.user !== 'plugin::users-permissions.user' || !isMember || typeof id !== 'string' || !(await users.find(id)))
    throw notMe('This is for signed-in users of Users & Permissions, where they are the users of this integration.');
  return id;
};

/** Of a mere ForbiddenError Strapi answers neither message nor code. */
const notMe = (message: string) => new errors.PolicyError(message, { code: 'not-me' });
