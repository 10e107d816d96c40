import type { Core } from '@strapi/types';
import type { Conflict } from '../../../src/contracts';
import type { Answer, ConflictItem, ListPage, ResolveConflict } from '../../../src/contracts/http';
import { refusals } from '../review/refusals';
import { takenFromBoth, unitsOf } from '../review/resolve-conflict';
import { containerOf } from '../container';
import type { StoredConflict } from '../storage/port';
import { modifiedInMicrosoft } from '../storage/sql/modified-in-microsoft';
import type { Context } from './context';
import { shownEditors } from './editor-names';
import { type AboutNote, forMe, forOthers, ofPeople, pageOfNotes, reached } from './notes';
import { signedIn, type WhoAsks } from './signed-in';
import { nothing, resolveConflict } from '../validation/bodies';
import { queryOf } from '../validation/parse';
import { conflictsQuery, ownConflictsQuery } from '../validation/queries';

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
  const page = await pageOfNotes(strapi, notes, asked, toItem);
  ctx.body = { data: { ...page, items: await withEdits(strapi, ctx, page.items, notes) } } satisfies Answer<ListPage<ConflictItem>>;
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

/** When both sides were changed last, and by whom, with a handful of statements for the whole page. */
async function withEdits(
  strapi: Core.Strapi,
  ctx: Context,
  items: readonly Omit<ConflictItem, 'edited'>[],
  notes: readonly StoredConflict[],
): Promise<ConflictItem[]> {
  const noted = new Map(notes.map((note) => [note.id, note]));
  const open = items.flatMap(({ id, decided }) => (decided ? [] : (noted.get(id) ?? [])));
  const modified = await modifiedInMicrosoft(containerOf(strapi).sql, open);
  const microsoft = new Map(open.map(({ id }, at) => [id, modified[at] ?? null]));
  const edits = items.flatMap(({ id, user }) => ({ by: noted.get(id)?.edited?.by ?? null, owner: user }));
  const nameOf = await shownEditors(strapi, ctx, edits);
  return items.map((item) => {
    const at = microsoft.get(item.id) ?? null;
    const here = noted.get(item.id)?.edited ?? null;
    const strapi = here && { at: here.at, byName: nameOf(here.by) };
    return { ...item, edited: { strapi, microsoft: at === null ? null : { at } } };
  });
}
