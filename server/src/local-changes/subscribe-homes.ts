import type { Core, UID } from '@strapi/types';
import { grouped } from '../../../src/canonical/grouped';
import { sameJson } from '../../../src/canonical/same';
import type { Home } from '../../../src/homes/home';
import { entryId } from '../../../src/sync/entry-id';
import { editorOf } from '../host/editors';
import { isOwnWrite, rowOfOwnUpdate, writingHome } from '../host/own-writes';
import { chunks, type Row } from '../host/rows';
import { ownersByPath } from '../storage/entries/owners-by-path';
import { versionOf } from '../storage/entries/version';
import { targetOf } from '../storage/sql/keys';
import { tables } from '../storage/sql/models';
import { leaveMarks, type Marking } from './leave-marks';
import { type LeadsTo, leadsOf } from './ways-to-homes';

type Event = Parameters<Extract<Parameters<Core.Strapi['db']['lifecycles']['subscribe']>[0], (event: never) => unknown>>[0];
const TOUCHED = 'microsoft-sync.entries';
const LED = 'microsoft-sync.led';
const PAGE = 500;

/**
 * Marks every committed change of entries in the host's content types, and of what decides whose they are and whether they take part: a deal that is
 * given to somebody moves its meetings, though nothing of the meetings is written. The subscriber says only where to look.
 */
export function subscribeToHomes(strapi: Core.Strapi, { homes, ...marking }: Marking & { readonly homes: readonly Home[] }): () => void {
  const ofHost = homes.filter(({ name }) => name !== '');
  const byType = grouped(ofHost.map((home) => [home.uid, home]));
  const leads = grouped(ofHost.flatMap((home) => leadsOf(strapi, home).map((lead) => [lead.type, lead] as const)));
  if (ofHost.length === 0) return () => undefined;
  return strapi.db.lifecycles.subscribe(async (event: Event) => {
    const own = byType.get(event.model.uid) ?? [];
    const led = leads.get(event.model.uid) ?? [];
    if (own.length + led.length === 0) return;
    const isBefore = event.action === 'beforeUpdate' || event.action === 'beforeUpdateMany' || event.action.startsWith('beforeDelete');
    const isAfter = /^after(Create|Update|Delete)/.test(event.action);
    if (isBefore) {
      const rows = await rowsOf(strapi, event.model.uid, event.params.where);
      event.state[TOUCHED] = rows;
      event.state[LED] = await entriesLed(strapi, led, rows);
    } else if (isAfter) {
      const rows = [...((event.state[TOUCHED] as string[] | undefined) ?? []), ...(await touchedAfter(strapi, event))];
      const isOwn =
        rows.length > 0 && rows.every((documentId) => isOwnWrite(event.model.uid, documentId, event.action.startsWith('afterCreate')));
      if (!isOwn) for (const home of own) await markEntries(strapi, marking, { home, documentIds: [...new Set(rows)], byPerson: true });
      else if (event.action.startsWith('afterDelete')) await markGoneElsewhere(strapi, marking, { uid: event.model.uid, own, rows });
      const before = (event.state[LED] as Led | undefined) ?? new Map<Home, string[]>();
      const now = await entriesLed(strapi, led, rows);
      for (const home of new Set([...before.keys(), ...now.keys()]))
        await markEntries(strapi, marking, {
          home,
          documentIds: [...new Set([...(before.get(home) ?? []), ...(now.get(home) ?? [])])],
          byPerson: false,
        });
    }
  });
}

/** What the engine has deleted in one home is gone from every other one that has it still. */
async function markGoneElsewhere(
  strapi: Core.Strapi,
  marking: Marking,
  { uid, own, rows }: { uid: string; own: readonly Home[]; rows: readonly string[] },
): Promise<void> {
  const left = new Set(await rowsOf(strapi, uid, { documentId: { $in: [...rows] } }));
  const documentIds = [...new Set(rows)].filter((documentId) => !left.has(documentId));
  if (documentIds.length === 0) return;
  for (const home of own) if (home.name !== writingHome()) await markEntries(strapi, marking, { home, documentIds, byPerson: false });
}

async function rowsOf(strapi: Core.Strapi, uid: string, where: unknown): Promise<string[]> {
  const own = rowOfOwnUpdate(uid);
  if (own && sameJson(where, { id: own.id })) return [own.documentId];
  const rows = (await strapi.db
    .query(uid as UID.Schema)
    .findMany({ select: ['documentId'] as never, where: (where ?? {}) as object })) as Row[];
  return [...new Set(rows.map((row) => String(row['documentId'])))];
}

async function touchedAfter(strapi: Core.Strapi, event: Event): Promise<string[]> {
  const result = event.result as { documentId?: unknown; ids?: unknown; id?: unknown } | undefined;
  if (typeof result?.documentId === 'string') return [result.documentId];
  return Array.isArray(result?.ids) ? rowsOf(strapi, event.model.uid, { id: { $in: result.ids } }) : [];
}

type Led = Map<Home, string[]>;

/** documentIds of the entries that these documents lead to. */
async function entriesLed(strapi: Core.Strapi, leads: readonly LeadsTo[], documentIds: readonly string[]): Promise<Led> {
  const led: Led = new Map();
  for (const { home, path } of leads) {
    const ids = led.get(home) ?? [];
    led.set(home, ids);
    for (const part of chunks(documentIds, 100))
      for (let after = 0; ;) {
        const where = path.reduceRight<object>((inner, relation) => ({ [relation]: inner }), { documentId: { $in: part } });
        const rows = (await strapi.db.query(home.uid as UID.Schema).findMany({
          select: ['id', 'documentId'] as never,
          where: { $and: [where, { id: { $gt: after } }] },
          orderBy: { id: 'asc' },
          limit: PAGE,
        })) as Row[];
        for (const row of rows) ids.push(String(row['documentId']));
        after = Number(rows.at(-1)?.['id'] ?? 0);
        if (rows.length < PAGE) break;
      }
  }
  return led;
}

/**
 * Whoever owns an entry now looks at it; so does whoever has it in the mailbox. For those it is gone where the document is, in the locale that takes
 * part, or where somebody else owns it. A version that is taken away alone (unpublished, published anew) deletes nothing.
 */
async function markEntries(
  strapi: Core.Strapi,
  marking: Marking,
  { home, documentIds, byPerson }: { home: Home; documentIds: readonly string[]; byPerson: boolean },
): Promise<void> {
  const changed: [string, string][] = [];
  const gone: [string, string][] = [];
  for (const part of chunks(documentIds, 200)) {
    const { owners, isThere } = await found(strapi, home, part);
    const linked = await peopleWith(marking, home, part);
    for (const documentId of part) {
      const id = entryId({ home: home.name, documentId });
      const owner = owners.get(documentId) ?? null;
      if (owner !== null) changed.push([owner, id]);
      for (const user of linked.get(id) ?? [])
        if (user !== owner) (isThere.has(documentId) && owner === null ? changed : gone).push([user, id]);
    }
  }
  await leaveMarks(marking, home.resource, {
    changed: grouped(changed),
    gone: grouped(gone),
    byPerson,
    editor: byPerson ? editorOf(strapi) : null,
  });
}

async function found(
  strapi: Core.Strapi,
  home: Home,
  documentIds: readonly string[],
): Promise<{ owners: Map<string, string>; isThere: Set<string> }> {
  const query = strapi.db.query(home.uid as UID.Schema);
  const inLocale = home.locale === null ? {} : { locale: home.locale };
  const all = (await query.findMany({
    select: ['documentId'] as never,
    where: { documentId: { $in: [...documentIds] }, ...inLocale },
  })) as Row[];
  const rows = (await query.findMany({
    select: ['id', 'documentId'] as never,
    where: { $and: [{ documentId: { $in: [...documentIds] } }, versionOf(home).where] },
    populate: { [home.owner[0] ?? 'owner']: { select: ['id', 'documentId'] } } as never,
  })) as Row[];
  const byRow = await ownersByPath(strapi, home)(rows);
  const owners = new Map(
    rows.flatMap((row) => {
      const owner = byRow.get(Number(row['id']));
      return owner === undefined ? [] : [[String(row['documentId']), owner] as const];
    }),
  );
  return { owners, isThere: new Set(all.map((row) => String(row['documentId']))) };
}

/** By entry, the people whose mailboxes have its item. */
async function peopleWith({ sql }: Marking, home: Home, documentIds: readonly string[]): Promise<Map<string, string[]>> {
  const ids = documentIds.map((documentId) => entryId({ home: home.name, documentId }));
  const rows = await sql.run<Row[]>((from) => from(tables.links).whereIn('document_id', ids).select('target_key', 'document_id'));
  return grouped(
    rows.flatMap((row) => {
      const { user, resource } = targetOf(String(row['target_key']));
      return resource === home.resource ? [[String(row['document_id']), user] as const] : [];
    }),
  );
}
