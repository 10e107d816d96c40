import type { Core, UID } from '@strapi/types';
import type { Resource } from '../../../src/contracts';
import { grouped } from '../../../src/canonical/grouped';
import type { Home } from '../../../src/homes/home';
import { entryId } from '../../../src/sync/entry-id';
import type { Row } from '../host/rows';
import { versionOf } from '../storage/entries/version';
import type { LocalItems } from '../storage/port';
import { targetOf } from '../storage/sql/keys';
import { tables } from '../storage/sql/models';
import { leaveMarks, type Marking } from './leave-marks';

interface Comparing extends Marking {
  readonly homes: readonly Home[];
  readonly entries: (resource: Resource, timeZone: string) => LocalItems;
}
interface Change {
  readonly user: string;
  readonly id: string;
  readonly isGone: boolean;
}
const PAGE = 200;
/** Entries that nobody has synchronized though they take part: told of once, for a direction may keep them where they are. */
const MOST_TOLD = 100_000;

/**
 * The slow comparison of who owns entries of the host's types and which take part: relations change without any event on the entry, and no date tells
 * of it. Marks what has changed. Values are compared by the runs.
 */
export function createComparison(strapi: Core.Strapi, { homes, entries, ...marking }: Comparing): () => Promise<void> {
  const ofHost = homes.filter(({ name }) => name !== '');
  const told = new Set<string>();
  return async () => {
    for (const home of ofHost) {
      const items = entries(home.resource, 'UTC');
      for await (const linked of linkedIn(marking, home)) await mark(marking, home, await changedAmong(items, linked));
      for await (const ids of entriesIn(strapi, home)) await mark(marking, home, await newAmong(marking, items, ids, told));
      if (told.size > MOST_TOLD) told.clear();
    }
  };
}

interface Linked {
  readonly id: string;
  readonly user: string;
  readonly isApart: boolean;
}

async function* linkedIn({ sql }: Marking, home: Home): AsyncGenerator<Linked[]> {
  for (let after = 0; ;) {
    const rows = await sql.run<Row[]>((from) =>
      from(tables.links)
        .where('id', '>', after)
        .where({ state: 'linked' })
        .where('document_id', 'like', `${likeText(home.name)}|%`)
        .orderBy('id')
        .limit(PAGE)
        .select('id', 'document_id', 'target_key', 'facts'),
    );
    if (rows.length === 0) return;
    after = Number(rows.at(-1)?.['id']);
    yield rows
      .map((row) => ({ row, target: targetOf(String(row['target_key'])) }))
      .filter(({ target }) => target.resource === home.resource)
      .map(({ row, target: { user } }) => ({
        id: String(row['document_id']),
        user,
        isApart: (JSON.parse(String(row['facts'] ?? '{}')) as { isApart?: true }).isApart === true,
      }));
  }
}

/** Without what a pattern takes for a sign. */
const likeText = (text: string): string => text.replace(/[\\%_]/g, '_');

async function changedAmong(items: LocalItems, linked: readonly Linked[]): Promise<Change[]> {
  const rows = await items.read(linked.map(({ id }) => id));
  return linked.flatMap(({ id, user, isApart }): Change[] => {
    const row = rows.get(id);
    if (!row) return []; // gone without a trace: the runs hold it
    if (row.standing === 'apart') return isApart ? [] : [{ user, id, isGone: false }];
    if (row.standing === undefined && row.owner === user) return isApart ? [{ user, id, isGone: false }] : [];
    const owner = row.standing === undefined ? row.owner : null;
    return [{ user, id, isGone: true }, ...(owner === null ? [] : [{ user: owner, id, isGone: false }])];
  });
}

async function* entriesIn(strapi: Core.Strapi, home: Home): AsyncGenerator<string[]> {
  for (let after = 0; ;) {
    const rows = (await strapi.db.query(home.uid as UID.Schema).findMany({
      select: ['id', 'documentId'] as never,
      where: { $and: [{ id: { $gt: after } }, versionOf(home).where] },
      orderBy: { id: 'asc' },
      limit: PAGE,
    })) as Row[];
    if (rows.length === 0) return;
    after = Number(rows.at(-1)?.['id']);
    yield rows.map((row) => entryId({ home: home.name, documentId: String(row['documentId']) }));
  }
}

async function newAmong({ sql }: Marking, items: LocalItems, ids: readonly string[], told: Set<string>): Promise<Change[]> {
  const known = new Set(
    (
      await sql.run<Row[]>((from) =>
        from(tables.links)
          .whereIn('document_id', [...ids])
          .select('document_id'),
      )
    ).map((row) => String(row['document_id'])),
  );
  const unknown = ids.filter((id) => !known.has(id) && !told.has(id));
  if (unknown.length === 0) return [];
  return [...(await items.read(unknown)).values()].flatMap(({ documentId, owner, standing }) => {
    if (standing !== undefined || owner === null) return [];
    told.add(documentId);
    return [{ user: owner, id: documentId, isGone: false }];
  });
}

async function mark(marking: Marking, home: Home, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const of = (isGone: boolean) => grouped(changes.flatMap((one) => (one.isGone === isGone ? [[one.user, one.id] as const] : [])));
  await marking.sql.transaction(() => leaveMarks(marking, home.resource, { changed: of(false), gone: of(true), byPerson: false }));
}
