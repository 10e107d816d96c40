import type { MatchCriteria } from '../../src/sync/resource';
import type { LocalItems, LocalRow } from '../../server/src/storage/port';
import { type Process, stepped } from './process';
import { frozen, rowsOf, type State } from './state';

export interface ContentType {
  readonly uid: string;
  readonly partColumn: string | null;
  readonly columns: readonly string[];
}

/** The rows of one content type in memory, with Strapi's habits: a null per absent column, relations populated, `updatedAt`. */
export function memoryItems(
  holder: { state: State },
  process: Process,
  { uid, partColumn, columns }: ContentType,
  now: () => number,
): LocalItems {
  const all = () => rowsOf(holder.state, uid);
  const rows = () => [...all().values()].sort((a, b) => a.id - b.id);
  const partOf = ({ row }: LocalRow) => (partColumn === null ? null : (row[partColumn] as string | null | undefined)) ?? null;
  const shown = (one: LocalRow): LocalRow => shownRow(holder.state, uid, partColumn, one);
  const create = (user: string, data: readonly Record<string, unknown>[]) =>
    data.map((one) => createRow(holder.state, { uid, columns }, user, one, now()));
  const items: LocalItems = {
    lockable: async () => [],
    lock: async () => undefined,
    read: async (documentIds) => new Map(documentIds.flatMap((id) => (all().has(id) ? [[id, shown(all().get(id)!)] as const] : []))),
    ofOwner: async (user, after, limit) =>
      rows()
        .filter(({ owner, id }) => owner === user && id > after)
        .slice(0, limit)
        .map(shown),
    async unlinkedRows(user, after, limit) {
      const known = new Set(
        [...holder.state.targets].flatMap(([key, { links }]) =>
          key.startsWith(`${user}|`)
            ? [...links.values()].filter(({ state }) => state !== 'creating').map(({ documentId }) => documentId)
            : [],
        ),
      );
      return rows()
        .filter(({ owner, id, documentId }) => owner === user && id > after && !known.has(documentId))
        .slice(0, limit)
        .map(shown);
    },
    candidates: async (user, criteria) => ((await items.unlinkedRows(user, 0, 1)).length === 0 ? [] : items.holding(user, criteria())),
    holding: async (user, criteria) =>
      rows()
        .filter(({ owner, row }) => owner === user && criteria.some((matchCriteria) => leadsTo(matchCriteria, row)))
        .map(shown),
    partsOf: async (documentIds) =>
      rows()
        .filter((row) => documentIds.includes(partOf(row) ?? ''))
        .map(shown),
    create: async (user, data) => create(user, data),
    createMany: async (user, data) => create(user, data).map((documentId) => ({ documentId, row: null })),
    async update(documentId, data) {
      updateRow(holder.state, uid, documentId, data, now());
      return true;
    },
    async remove(documentId) {
      removeRow(holder.state, uid, partColumn, documentId);
    },
  };
  return stepped(items, process, 'entries');
}

function leadsTo(matchCriteria: MatchCriteria, row: LocalRow['row']): boolean {
  const value = row[matchCriteria.column] ?? null;
  if ('oneOf' in matchCriteria) return matchCriteria.oneOf.includes(value);
  if ('span' in matchCriteria) return typeof value === 'string' && value >= matchCriteria.span.start && value < matchCriteria.span.end;
  const plain = (text: string) => text.normalize('NFC').toLowerCase();
  return typeof value === 'string' && matchCriteria.words.every((word) => plain(value).includes(plain(word)));
}

/** A row as the query engine gives it, with the entry that it is a part of. */
export function shownRow(state: State, uid: string, partColumn: string | null, one: LocalRow): LocalRow {
  if (partColumn === null) return one;
  const of = rowsOf(state, uid).get(String(one.row[partColumn] ?? ''));
  return { ...one, row: { ...one.row, [partColumn]: of ? of.row : null } };
}

export function createRow(
  state: State,
  { uid, columns }: Pick<ContentType, 'uid' | 'columns'>,
  owner: string,
  data: Record<string, unknown>,
  now: number,
): string {
  const id = state.nextId++;
  const documentId = `document-${id}`;
  const at = new Date(now).toISOString();
  const empty = Object.fromEntries(columns.map((column) => [column, null]));
  rowsOf(state, uid).set(
    documentId,
    frozen({ id, documentId, owner, row: { ...empty, ...data, id, documentId, createdAt: at, updatedAt: at } }),
  );
  return documentId;
}

export function updateRow(state: State, uid: string, documentId: string, data: Record<string, unknown>, now: number): void {
  const found = rowsOf(state, uid).get(documentId);
  if (!found) return; // as the Document Service: nothing is there to change
  rowsOf(state, uid).set(documentId, frozen({ ...found, row: { ...found.row, ...data, updatedAt: new Date(now).toISOString() } }));
}

/** Relations to it are empty afterwards. */
export function removeRow(state: State, uid: string, partColumn: string | null, documentId: string): void {
  const rows = rowsOf(state, uid);
  rows.delete(documentId);
  if (partColumn === null) return;
  for (const [other, row] of rows)
    if (row.row[partColumn] === documentId) rows.set(other, frozen({ ...row, row: { ...row.row, [partColumn]: null } }));
}

export function giveRow(state: State, uid: string, documentId: string, owner: string, now: number): void {
  const found = rowsOf(state, uid).get(documentId);
  if (found) rowsOf(state, uid).set(documentId, frozen({ ...found, owner, row: { ...found.row, updatedAt: new Date(now).toISOString() } }));
}
