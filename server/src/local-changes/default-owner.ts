import type { Core } from '@strapi/types';
import type { Watched } from './watched';

/** An entry without an owner belongs to whoever creates it, where that person is a host user. */
export function giveDefaultOwner(strapi: Core.Strapi, watched: readonly Watched[], userType: string): void {
  const uids = new Set(watched.map(({ uid }) => uid));
  strapi.documents.use(async (context, next) => {
    if (context.action === 'create' && uids.has(context.uid)) {
      const data = (context.params as { data?: Record<string, unknown> }).data;
      const user = signedInUser(strapi, userType);
      if (data && user !== null && (data['owner'] === undefined || data['owner'] === null)) data['owner'] = user;
    }
    return next();
  });
}

/** The id of the signed-in person, when it is one of the host's users: admin sessions and the content API have different ones. */
function signedInUser(strapi: Core.Strapi, userType: string): number | null {
  const state = strapi.requestContext.get()?.state as { user?: { id?: unknown }; auth?: { strategy?: { name?: unknown } } } | undefined;
  const strategy = userType === 'admin::user' ? 'admin' : 'users-permissions';
  return state?.auth?.strategy?.name === strategy && typeof state.user?.id === 'number' ? state.user.id : null;
}
