import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { PluginConfig } from '../config';
import { containerOf } from '../container';
import type { Context } from '../controllers/context';
import { signedInMember } from '../controllers/signed-in';
import { limitRequest } from '../host/owned-requests';
import { ownersByRoutes, typeOf } from './owners-by-routes';

interface RouteState {
  readonly route?: { readonly handler?: unknown };
}
export interface IsOwnerOptions {
  /** Content type of the route. @default the one in its handler, 'api::todo.todo.find' */
  readonly uid?: string;
  /** Path of relations to the owner. @default as it is mapped in `resources` */
  readonly owner?: string;
}

/** For routes of the host's own types: whoever is signed in reaches their own entries, and nobody else's. What cannot be told is closed. */
export async function isOwner(
  context: unknown,
  { uid: given, owner: path }: IsOwnerOptions,
  { strapi }: { strapi: Core.Strapi },
): Promise<boolean> {
  const ctx = context as Context;
  const user = await signedInMember(strapi, ctx);
  const { handler } = (ctx.state as RouteState).route ?? {};
  const uid = given ?? typeOf(handler);
  const { homes } = containerOf(strapi);
  const { contentApi } = strapi.config.get('plugin::microsoft-sync') as PluginConfig;
  const ofHome = (type: string) => homes.all().find((home) => home.uid === type)?.owner;
  const owner = path?.split('.') ?? ofHome(uid);
  if (owner === undefined) throw refusal(strapi, uid, 'nothing says who owns it: give the policy { uid, owner }');
  if (!contentApi.ownersOnly.includes(uid))
    throw refusal(strapi, uid, 'other types lead to it: name it in contentApi.ownersOnly of config/plugins');
  const byRoutes = ownersByRoutes(strapi);
  const closed = new Map(contentApi.ownersOnly.map((type) => [type, ofHome(type) ?? byRoutes.get(type) ?? null] as const));
  limitRequest(ctx.state, { uid, user, owner, closed: closed.set(uid, owner) });
  return true;
}

function refusal(strapi: Core.Strapi, uid: string, why: string): Error {
  strapi.log.error(`microsoft-sync: the policy is-owner refuses every request for "${uid}", for ${why}.`);
  return new errors.PolicyError('This is closed until whoever looks after this Strapi has completed its configuration.');
}
