import { sanitize } from '@strapi/utils';
import type { Core, UID } from '@strapi/types';
import { rowOfOwnUpdate } from '../../host/own-writes';
import type { Sql } from '../../host/sql';
import { chunks } from '../../host/rows';

type Data = Readonly<Record<string, unknown>>;
/** How ours is taken out again, for each Strapi. */
const registered = new WeakMap<Core.Strapi, () => void>();

/**
 * Updates of the engine through the Document Service, at less than half of its statements. By itself an update takes eight: it looks the row
 * up, reads it, writes it, reads it again, and after the commit reads it once more with three relations for its `entry.update` event. Here
 * the innermost of the Document Service's middlewares takes the place of the first and the last: all middlewares of the host and its lifecycles
 * run, and the events of a page are read together. Only rows of plain values are taken, of a type without rules of the host (bulk-insert.ts).
 */
export function quickenUpdates(strapi: Core.Strapi, sql: Sql, takes: (uid: string, data: Data) => boolean): void {
  if (!strapi.isLoaded) return;
  const announcing = new WeakMap<object, Map<string, number[]>>();

  async function announceLater(uid: string, id: number): Promise<void> {
    const transaction = await sql.run<object>((_from, knex) => Promise.resolve({ knex }));
    const { knex } = transaction as { knex: object };
    const known = announcing.get(knex) ?? new Map<string, number[]>();
    if (!announcing.has(knex)) {
      announcing.set(knex, known);
      sql.afterCommit(async () => {
        announcing.delete(knex);
        for (const [of, ids] of known) for (const part of chunks(ids, 200)) await announce(strapi, of, part);
      });
    }
    const ids = known.get(uid) ?? [];
    known.set(uid, ids);
    ids.push(id);
  }

  // Anew at the beginning of each run: whatever the host has registered since must be asked before ours.
  registered.get(strapi)?.();
  const takeOut = strapi.documents.use(async (context, next) => {
    const row = context.action === 'update' ? rowOfOwnUpdate(context.uid) : null;
    const { documentId, data, ...others } = context.params as { documentId?: string; data?: Data };
    // A middleware of the host may have made something else of it.
    if (
      !row ||
      row.documentId !== documentId ||
      !data ||
      Object.keys(others).length > 0 ||
      !strapi.db.inTransaction() ||
      !takes(context.uid, data)
    )
      return next();
    const updated = await strapi.db
      .query(context.uid as UID.Schema)
      .update({ where: { id: row.id }, data: { ...data, publishedAt: new Date() } as never });
    if (updated) await announceLater(context.uid, row.id);
    return updated as never;
  }) as unknown as () => void;
  registered.set(strapi, takeOut);
}

/** As the Document Service announces an update: every relation beside the row, nothing private. */
async function announce(strapi: Core.Strapi, uid: string, ids: readonly number[]): Promise<void> {
  const model = strapi.getModel(uid as UID.ContentType);
  const relations = Object.entries(model.attributes).filter(
    ([, attribute]) => attribute.type === 'relation' && !('unstable_virtual' in attribute && attribute.unstable_virtual),
  );
  const populate = Object.fromEntries(relations.map(([name]) => [name, {}]));
  for (const row of await strapi.db
    .query(uid as UID.Schema)
    .findMany({ where: { id: { $in: [...ids] } }, populate: populate as never, orderBy: { id: 'asc' } })) {
    const entry = await sanitize.sanitizers.defaultSanitizeOutput(
      { schema: model as never, getModel: (of: string) => strapi.getModel(of as UID.ContentType) as never },
      row as never,
    );
    await strapi.eventHub.emit('entry.update', { model: model.modelName, uid, entry });
  }
}
