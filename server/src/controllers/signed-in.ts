import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import { containerOf } from '../container';
import type { Context } from './context';

/** documentId of the signed-in administrator, who must be one of the host's users. */
export async function signedIn(strapi: Core.Strapi, ctx: Context): Promise<string> {
  const { config, users } = containerOf(strapi);
  const id: unknown = ctx.state['user']?.documentId;
  if (config.host.user !== 'admin::user' || typeof id !== 'string' || !(await users.find(id)))
    // Of a mere ForbiddenError Strapi answers neither message nor code.
    throw new errors.PolicyError(
      "The users of this Strapi's integration are not its administrators, so there is no account of yours here.",
      {
        code: 'not-me',
      },
    );
  return id;
}
