import { documentIdOf } from '../../../../src/sync/entry-id';
import type { MatchCriteria, Part, RemoteItem } from '../../../../src/sync/resource';
import type { LocalRow, StoredLink } from '../../storage/port';
import { freeStanding } from '../parts/moved-entries';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { linkOfNewPart, type NewPart } from '../parts/place-of-part';
import type { RunContext } from '../context';

export interface Match {
  readonly row: LocalRow;
  readonly link: StoredLink | null;
}

/**
 * Pairs Microsoft's items that are not linked with entries that already hold the same: first by our key, then by the uid all copies
 * share, then by fingerprint. Without it a first sync, a reconnect or a lost link table would double everything.
 */
export async function matchUnlinked(run: RunContext, items: readonly RemoteItem[]): Promise<Map<string, Match>> {
  const matches = new Map<string, Match>();
  if (items.length === 0) return matches;
  const { definition, sharedUidColumn: uidColumn } = run.resource;
  const criteria = (): MatchCriteria[] => [
    ...items.filter(({ values }) => definition.fingerprint(values) !== null).map(({ values }) => definition.matchCriteria(values)),
    ...(uidColumn ? [{ column: uidColumn, oneOf: items.flatMap(({ sharedUid }) => sharedUid ?? []) }] : []),
    { column: 'documentId', oneOf: items.flatMap(({ key }) => key ?? []) },
  ];
  const candidates = await run.items.candidates(run.target.user, criteria);
  if (candidates.length === 0) return matches;
  const linked = await run.store.linksByDocumentId(
    run.target,
    candidates.map(({ documentId }) => documentId),
  );
  // A create without an answer may be this very item: Microsoft's search, by which it is looked for, can lag behind its feed.
  const isFree = ({ documentId }: LocalRow) => (linked.get(documentId)?.state ?? 'creating') === 'creating';
  const free = new Map(candidates.filter(isFree).map((row) => [row.documentId, row]));

  // Looked up, for thousands may be alike. Each entry is taken once, the first of those that are the same.
  const take = (nameOfItem: (item: RemoteItem) => string | null, nameOfRow: (row: LocalRow) => unknown): void => {
    const named = new Map<unknown, LocalRow[]>();
    for (const row of [...free.values()].reverse()) {
      const name = nameOfRow(row);
      const same = named.get(name);
      if (same) same.push(row);
      else named.set(name, [row]);
    }
    for (const item of items) {
      const name = matches.has(item.microsoftId) ? null : nameOfItem(item);
      const row = name === null ? undefined : named.get(name)?.pop();
      if (!row) continue;
      matches.set(item.microsoftId, { row, link: linked.get(row.documentId) ?? null });
      free.delete(row.documentId);
    }
  };
  take(
    ({ key }) => key,
    ({ documentId }) => documentIdOf(documentId),
  );
  if (uidColumn)
    take(
      ({ sharedUid }) => sharedUid,
      ({ row }) => row[uidColumn],
    );
  take(
    ({ values }) => definition.fingerprint(values),
    ({ row }) => {
      const reading = definition.readStrapi(row);
      return reading.kind === 'item' ? definition.fingerprint(reading.values) : null;
    },
  );
  return matches;
}

/**
 * Parts that are not linked, with the entries that stand for the same part of the same entry: both began as what their item has in that place,
 * which is their base where the item is linked. `owners`: Microsoft's id → documentId; `read`: items of the page, by Microsoft's id.
 */
export async function matchParts(
  run: RunContext,
  parts: readonly RemoteItem[],
  {
    owners,
    links,
    read,
  }: { owners: ReadonlyMap<string, string>; links: ReadonlyMap<string, StoredLink>; read: ReadonlyMap<string, RemoteItem> },
): Promise<Map<string, Match>> {
  const matches = new Map<string, Match>();
  const rules = run.resource.definition.parts;
  const documentIds = [...new Set(parts.flatMap(({ part }) => (part && owners.get(part.of)) || []))];
  const rows = documentIds.length > 0 ? await run.items.partsOf(documentIds) : [];
  if (rows.length === 0) return matches;
  const placeOf = ({ of, key }: Part) => `${of}|${key}`;
  const wanted = new Set(parts.flatMap(({ part }) => (part ? [placeOf({ of: owners.get(part.of) ?? '', key: part.key })] : [])));
  const standing = rows.flatMap((row) => {
    const reading = run.resource.definition.readStrapi(row.row);
    const place = reading.kind !== 'left-alone' && reading.part ? placeOf(reading.part) : '';
    return wanted.has(place) ? [{ row, place }] : [];
  });
  await freeStanding(run, standing.map(({ row }) => row), read); // prettier-ignore
  const linked = await run.store.linksByDocumentId(run.target, standing.map(({ row }) => row.documentId)); // prettier-ignore
  const free = new Map(standing.flatMap(({ row, place }) => (linked.has(row.documentId) ? [] : [[place, row] as const])));
  const begun: NewPart[] = [];
  for (const { microsoftId, part } of parts) {
    const row = part && free.get(placeOf({ of: owners.get(part.of) ?? '', key: part.key }));
    if (!row) continue;
    const owner = links.get(part.of);
    const base = owner?.state === 'linked' && rules?.areIn(owner.base) ? rules.base(owner.base, part.key) : null;
    if (owner && base) begun.push({ documentId: row.documentId, owner, id: microsoftId, ...part, base });
    matches.set(microsoftId, { row, link: null });
  }
  if (begun.length === 0) return matches;
  await commit(run, { ...newChangeSet(), newLinks: begun.map(linkOfNewPart) });
  const begunLinks = await run.store.linksByDocumentId(run.target, begun.map(({ documentId }) => documentId)); // prettier-ignore
  for (const [microsoftId, { row }] of matches) matches.set(microsoftId, { row, link: begunLinks.get(row.documentId) ?? null });
  return matches;
}
