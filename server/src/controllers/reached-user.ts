import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';
import type { HostUser } from '../host/users';
import { mustReachUser, reachOf } from '../directory/reach';
import type { Permission } from '../permissions';
import { containerOf } from '../container';
import { type Context, idOf } from './context';

/** The person whom the route is about. Throws where the caller's role does not reach them, or there is no such person. */
export async function reachedUser(strapi: Core.Strapi, ctx: Context, permission: Permission): Promise<HostUser> {
  const { organizations, users } = containerOf(strapi);
  const id = idOf(ctx);
  await mustReachUser(reachOf(ctx.state['userAbility'], permission), id, organizations);
  const user = await users.find(id);
  if (!user) throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' satisfies ErrorCode });
  return user;
}
