import type { Core, UID } from '@strapi/types';
import type { Conflict } from '../../../src/contracts';
import type { Answer, ConflictItem, ListPage, ResolveConflict } from '../../../src/contracts/http';
import { toHostUser } from '../host/users';
import { linkOf } from '../review/dependencies';
import { refusals } from '../review/refusals';
import { takenFromBoth, unitsOf } from '../review/resolve-conflict';
import { containerOf } from '../container';
import type { StoredConflict } from '../storage/port';
import type { Context } from './context';
import { type AboutNote, forMe, forOthers, ofPeople, pageOfNotes, reached } from './notes';
import { signedIn, type WhoAsks } from './signed-in';
import { nothing, resolveConflict } from './validation/bodies';
import { queryOf } from './validation/parse';
import { conflictsQuery, ownConflictsQuery } from './validation/queries';

export const conflicts = ({ strapi }: { strapi: Core.Strapi }) => {
  const { resolve, restore } = verbsOf(strapi);
  const own = ownConflicts(strapi, signedIn);
  return {
    async list(ctx: Context) {
      const { page, pageSize, search, organization, ...filter } = queryOf(ctx, conflictsQuery);
      const all = await reached(strapi, ctx, 'sync.read', await containerOf(strapi).conflicts.list(filter));
      const notes = await ofPeople(strapi, all, { search, organization });
      await answer(strapi, ctx, notes, { ...(page && { page }), ...(pageSize && { pageSize }) });
    },
    listOwn: own.list,
    resolve: forOthers(strapi, resolve),
    restore: forOthers(strapi, restore),
    resolveOwn: own.resolve,
    restoreOwn: own.restore,
  };
};

/** What people see of their own, and decide about it. */
export const ownConflicts = (strapi: Core.Strapi, who: WhoAsks) => {
  const { resolve, restore } = verbsOf(strapi);
  return {
    async list(ctx: Context) {
      const user = await who(strapi, ctx);
      const { page, pageSize, ...filter } = queryOf(ctx, ownConflictsQuery);
      const notes = await containerOf(strapi).conflicts.list({ ...filter, user });
      await answer(strapi, ctx, notes, { ...(page && { page }), ...(pageSize && { pageSize }) });
    },
    resolve: forMe(strapi, who, resolve, refusals.unknownConflict),
    restore: forMe(strapi, who, restore, refusals.unknownConflict),
  };
};

function verbsOf(strapi: Core.Strapi) {
  const find = async (id: string): Promise<StoredConflict> => {
    const [conflict] = await containerOf(strapi).conflicts.list({ id });
    if (!conflict) throw refusals.unknownConflict();
    return conflict;
  };
  return {
    resolve: {
      find,
      body: resolveConflict,
      act: ({ id }: { id: string }, how: ResolveConflict) => containerOf(strapi).conflicts.resolve({ id, ...how }),
    },
    restore: { find, body: nothing, act: (options: { id: string }) => containerOf(strapi).conflicts.restore(options) },
  };
}

async function answer(
  strapi: Core.Strapi,
  ctx: Context,
  notes: readonly StoredConflict[],
  asked: { page?: number; pageSize?: number },
): Promise<void> {
  const { store } = containerOf(strapi);
  const toEdited = async (conflict: StoredConflict, about: AboutNote): Promise<ConflictItem> => {
    const noted = notes.find(({ id }) => id === conflict.id) ?? conflict;
    const link = conflict.decided ? null : await linkOf(store, noted, noted);
    const edited = {
      strapi: await lastEdit(strapi, about.uid, conflict.documentId),
      microsoft: link?.modifiedAt ? { at: link.modifiedAt } : null,
    };
    return { ...toItem(conflict, about), edited };
  };
  ctx.body = { data: await pageOfNotes(strapi, notes, asked, toEdited) } satisfies Answer<ListPage<ConflictItem>>;
}

/** Of each version only the fields in question: nobody needs the whole of somebody's event to decide between two subjects. */
function toItem(conflict: StoredConflict, { userName, uid, title, fields: rules }: AboutNote): Omit<ConflictItem, 'edited'> {
  const { id, user, resource: of, fields, at, decided, documentId, restoredAt } = conflict;
  const named = (values: Conflict['base']) => values && Object.fromEntries(fields.map((name) => [name, values[name] ?? null]));
  const whole = conflict.strapi ?? conflict.microsoft ?? conflict.base;
  const versions = { base: named(conflict.base), strapi: named(conflict.strapi), microsoft: named(conflict.microsoft) };
  return {
    id,
    user,
    userName,
    resource: of,
    title: whole ? title(whole) : '',
    fields,
    ...versions,
    at,
    decided,
    uid,
    documentId,
    restoredAt,
    both: takenFromBoth({ fields: rules }, conflict),
    units: unitsOf({ fields: rules }, fields),
  };
}

/** When the entry was changed last, and by which administrator where one has done it in the panel. */
async function lastEdit(strapi: Core.Strapi, uid: string, documentId: string | null): Promise<ConflictItem['edited']['strapi']> {
  if (uid === '' || documentId === null) return null;
  const row: { updatedAt?: string | Date; updatedBy?: Record<string, unknown> | null } | null = await strapi.db
    .query(uid as UID.ContentType)
    .findOne({
      where: { documentId },
      orderBy: { updatedAt: 'desc' },
      select: ['updatedAt'],
      populate: { updatedBy: { select: ['documentId', 'firstname', 'lastname', 'username', 'email'] } },
    });
  if (!row?.updatedAt) return null;
  return { at: new Date(row.updatedAt).toISOString(), byName: row.updatedBy ? toHostUser(row.updatedBy).displayName : null };
}
