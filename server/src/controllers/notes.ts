import { addressOf, isNameOfSeries } from '../../../src/sync/entry-id';
import type { Described } from '../../../src/sync/resource';
import type { Core } from '@strapi/types';
import type { z } from '@strapi/utils';
import type { Resource } from '../../../src/contracts';
import type { ListPage } from '../../../src/contracts/http';
import { mustReachUser, reachOf } from '../directory/reach';
import type { Permission } from '../permissions';
import { containerOf } from '../container';
import { type Context, idOf } from './context';
import type { WhoAsks } from './signed-in';
import { bodyOf } from '../validation/parse';
import { pageOf } from '../validation/queries';

/** Held items and conflicts: each is about one person. */
interface Note {
  readonly user: string;
  readonly resource: Resource;
  readonly documentId: string | null;
}

/** Those of people whom the caller's role reaches; the same people as everywhere, by the organization that counts for them. */
export async function reached<N extends Note>(
  strapi: Core.Strapi,
  ctx: Context,
  permission: Permission,
  notes: readonly N[],
): Promise<N[]> {
  const reach = reachOf(ctx.state['userAbility'], permission);
  if (reach.kind === 'all') return [...notes];
  const organizationOf = await containerOf(strapi).organizations.ofMany([...new Set(notes.map(({ user }) => user))]);
  return notes.filter(({ user }) => reach.users.has(user) || reach.organizations.has(organizationOf.get(user) ?? ''));
}

interface OfPeople {
  readonly search?: string | undefined;
  readonly organization?: string | undefined;
}
/** Those of people with this name or address, and for whom this organization counts. */
export async function ofPeople<N extends Note>(strapi: Core.Strapi, notes: readonly N[], { search, organization }: OfPeople): Promise<N[]> {
  const { users, organizations } = containerOf(strapi);
  const ids = [...new Set(notes.map(({ user }) => user))];
  const organizationOf = organization === undefined ? null : await organizations.ofMany(ids);
  const people = search ? await users.findMany(ids) : null;
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const isMeant = (user: string): boolean => {
    if (organizationOf && organizationOf.get(user) !== organization) return false;
    if (!people) return true;
    const { displayName = '', email = '' } = people.get(user) ?? {};
    const said = `${displayName} ${email}`.toLowerCase();
    return words.every((word) => said.includes(word));
  };
  const meant = new Set(ids.filter(isMeant));
  return notes.filter(({ user }) => meant.has(user));
}

/** What a note does not say itself. `uid`: of the entry's content type, '' where there is none. */
export interface AboutNote extends Pick<Described, 'title' | 'fields'> {
  readonly userName: string;
  readonly uid: string;
}

/** One page of them, with what the notes do not say themselves. */
export async function pageOfNotes<N extends Note, I>(
  strapi: Core.Strapi,
  notes: readonly N[],
  asked: { page?: number; pageSize?: number },
  toItem: (note: N, options: AboutNote) => I | Promise<I>,
): Promise<ListPage<I>> {
  const { users, definitionOf, homes } = containerOf(strapi);
  const { page, pageSize } = pageOf(asked);
  const shown = notes.slice((page - 1) * pageSize, page * pageSize);
  const people = await users.findMany([...new Set(shown.map(({ user }) => user))]);
  const items: I[] = [];
  for (const note of shown) {
    const { title, fields } = await definitionOf(note.resource);
    const named = note.documentId === null ? { home: '', documentId: null } : addressOf(note.documentId);
    const { home } = named;
    const documentId = note.documentId !== null && isNameOfSeries(note.documentId) ? null : named.documentId; // its dates have entries, it has none
    const uid = homes.of(note.resource).find(({ name }) => name === home)?.uid ?? '';
    items.push(await toItem({ ...note, documentId }, { userName: people.get(note.user)?.displayName ?? '', uid, title, fields }));
  }
  return { items, page, pageSize, total: notes.length };
}

interface Verb<B> {
  /** Throws where there is no such note. */
  readonly find: (id: string) => Promise<Note>;
  readonly body: z.ZodType<B>;
  readonly act: (note: { id: string }, body: B) => Promise<void>;
}

/** What administrators decide for others: the note must be of somebody whom their role reaches. */
export const forOthers =
  <B>(strapi: Core.Strapi, { find, body, act }: Verb<B>) =>
  async (ctx: Context): Promise<void> => {
    const given = bodyOf(ctx, body);
    const { user } = await find(idOf(ctx));
    await mustReachUser(reachOf(ctx.state['userAbility'], 'sync.run'), user, containerOf(strapi).organizations);
    await act({ id: idOf(ctx) }, given);
    ctx.body = { data: null };
  };

/** What people decide for themselves. Of somebody else's it says no more than of one that does not exist. */
export const forMe =
  <B>(strapi: Core.Strapi, who: WhoAsks, { find, body, act }: Verb<B>, unknown: () => Error) =>
  async (ctx: Context): Promise<void> => {
    const me = await who(strapi, ctx);
    const given = bodyOf(ctx, body);
    if ((await find(idOf(ctx))).user !== me) throw unknown();
    await act({ id: idOf(ctx) }, given);
    ctx.body = { data: null };
  };
