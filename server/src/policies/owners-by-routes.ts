import type { Core } from '@strapi/types';

interface Route {
  readonly handler?: unknown;
  readonly config?: { readonly policies?: readonly unknown[] };
}
const known = new WeakMap<Core.Strapi, ReadonlyMap<string, readonly string[]>>();

/** What the policies `is-owner` of the host's routes say of owners, by content type. The routes stay as they are once Strapi has started. */
export function ownersByRoutes(strapi: Core.Strapi): ReadonlyMap<string, readonly string[]> {
  const found = known.get(strapi) ?? read(strapi);
  known.set(strapi, found);
  return found;
}

function read(strapi: Core.Strapi): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, readonly string[]>();
  for (const { routes } of Object.values(strapi.apis as Record<string, { routes?: Record<string, { routes?: readonly Route[] }> }>))
    for (const router of Object.values(routes ?? {}))
      for (const { handler, config } of router.routes ?? [])
        for (const policy of config?.policies ?? []) {
          const { name, config: options } = (policy ?? {}) as { name?: unknown; config?: { uid?: unknown; owner?: unknown } };
          const uid = typeof options?.uid === 'string' ? options.uid : typeOf(handler);
          if (name === 'plugin::microsoft-sync.is-owner' && typeof options?.owner === 'string') owners.set(uid, options.owner.split('.'));
        }
  return owners;
}

/** 'api::todo.todo' of 'api::todo.todo.find'. */
export const typeOf = (handler: unknown): string => (typeof handler === 'string' ? handler.split('.').slice(0, 2).join('.') : '');
