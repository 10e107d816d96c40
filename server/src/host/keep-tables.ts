import type { Core } from '@strapi/types';

/**
 * Strapi drops the tables of a plugin that is switched off, unless they are named here. Links and tokens must outlive
 * that: without links, switching on again would have to find every pair anew.
 */
export async function keepTables(strapi: Core.Strapi): Promise<void> {
  const key = { type: 'core', key: 'persisted_tables' };
  const kept = ((await strapi.store.get(key)) as (string | { name: string })[] | null) ?? [];
  const names = new Set(kept.map((one) => (typeof one === 'string' ? one : one.name)));
  const ours = [...strapi.db.metadata.values()]
    .flatMap((meta) => [meta.tableName, ...Object.values(meta.attributes).flatMap(joinTableOf)])
    .filter((name) => name.startsWith('microsoft_sync_') && !names.has(name));
  if (ours.length > 0) await strapi.store.set({ ...key, value: [...kept, ...new Set(ours)] });
}

function joinTableOf(attribute: unknown): string[] {
  const name = (attribute as { joinTable?: { name?: unknown } }).joinTable?.name;
  return typeof name === 'string' ? [name] : [];
}
