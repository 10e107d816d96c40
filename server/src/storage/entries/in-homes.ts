import { grouped } from '../../../../src/canonical/grouped';
import { addressOf } from '../../../../src/sync/entry-id';
import { withHome } from '../../../../src/sync/home-row';
import type { LocalItems, LocalRow } from '../port';
import type { HomeItems } from './home-items';

/** More rows than any table has: the place of a row is its id, and how many homes come before its own times this. */
const ROWS_OF_A_HOME = 1e12;

/** Several homes as one: each entry in its own, and pages that go from one to the next. */
export function itemsInHomes(rooms: readonly HomeItems[]): LocalItems {
  const byName = new Map(rooms.map((room) => [room.home.name, room]));

  const placed =
    (room: HomeItems) =>
    (row: LocalRow): LocalRow => ({ ...row, id: rooms.indexOf(room) * ROWS_OF_A_HOME + row.id });
  const inHomes = (ids: readonly string[]): [HomeItems | undefined, string[]][] =>
    [...grouped(ids.map((id) => [addressOf(id).home, addressOf(id).documentId]))].map(([name, documentIds]) => [
      byName.get(name),
      documentIds,
    ]);
  const roomNamed = (home: string): HomeItems => {
    const room = byName.get(home);
    if (!room) throw new Error('An entry of a home that is not configured was to be written.');
    return room;
  };
  const roomOf = (id: string): HomeItems => roomNamed(addressOf(id).home);
  const everywhere = async (read: (room: HomeItems) => Promise<LocalRow[]>): Promise<LocalRow[]> => {
    const all: LocalRow[] = [];
    for (const room of rooms) all.push(...(await read(room)).map(placed(room)));
    return all;
  };
  /** The next rows after this place, home after home. */
  const pageAfter = async (after: number, read: (room: HomeItems, after: number) => Promise<LocalRow[]>): Promise<LocalRow[]> => {
    for (let at = Math.floor(after / ROWS_OF_A_HOME); at < rooms.length; at += 1) {
      const room = rooms[at] as HomeItems;
      const page = await read(room, at === Math.floor(after / ROWS_OF_A_HOME) ? after % ROWS_OF_A_HOME : 0);
      if (page.length > 0) return page.map(placed(room));
    }
    return [];
  };

  return {
    async lockable(ids) {
      const rows: number[] = [];
      for (const [room, documentIds] of inHomes(ids))
        if (room) rows.push(...(await room.lockable(documentIds)).map((id) => rooms.indexOf(room) * ROWS_OF_A_HOME + id));
      return rows;
    },
    async lock(places) {
      const byRoom = grouped(places.map((place) => [Math.floor(place / ROWS_OF_A_HOME), place % ROWS_OF_A_HOME] as const));
      for (const [at, rows] of [...byRoom].sort(([a], [b]) => a - b)) await rooms[at]?.lock(rows);
    },
    async read(ids) {
      const found = new Map<string, LocalRow>();
      for (const [room, documentIds] of inHomes(ids))
        for (const row of room ? (await room.read(documentIds)).map(placed(room)) : []) found.set(row.documentId, row);
      // Of a home that was taken out of the configuration nothing is known, and nothing follows from that.
      for (const id of ids) if (!byName.has(addressOf(id).home)) found.set(id, apartIn(id));
      return found;
    },
    ofOwner: (user, after, limit) => pageAfter(after, (room, from) => room.ofOwner(user, from, limit)),
    unlinkedRows: (user, after, limit) => pageAfter(after, (room, from) => room.unlinkedRows(user, from, limit)),
    candidates: (user, criteria) => everywhere((room) => room.candidates(user, criteria)),
    holding: (user, criteria) => everywhere((room) => room.holding(user, criteria)),
    async partsOf(ids) {
      const found: LocalRow[] = [];
      for (const [room, documentIds] of inHomes(ids)) if (room) found.push(...(await room.partsOf(documentIds)).map(placed(room)));
      return found;
    },
    create: (user, data, home = '') => roomNamed(home).create(user, data),
    createMany: (user, data, home = '') => roomNamed(home).createMany(user, data),
    update: (id, data) => roomOf(id).update(addressOf(id).documentId, data),
    remove: (id) => roomOf(id).remove(addressOf(id).documentId),
  };
}

const apartIn = (documentId: string): LocalRow => ({
  id: 0,
  documentId,
  owner: null,
  row: withHome({ documentId }, { unread: [], unheld: [], apart: 'apart-home-gone' }),
  standing: 'apart',
});
