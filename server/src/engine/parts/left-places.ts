import { grouped } from '../../../../src/canonical/grouped';
import type { ReasonCode } from '../../../../src/contracts/reasons';
import { changedFields } from '../../../../src/sync/decide-deletion';
import { addressOf } from '../../../../src/sync/entry-id';
import { factsOf, unasked } from '../../../../src/sync/link';
import type { Values } from '../../../../src/sync/resource';
import type { LinkChanges, LocalRow, Mark, StoredLink } from '../../storage/port';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import type { RunContext } from '../context';
import type { ItemOnPage } from './item-on-page';
import { wholeIn } from './removed-in-strapi';

/** A part's place that its entry has left. */
export interface LeftPlace {
  readonly link: StoredLink;
  readonly row: LocalRow | null;
  readonly owner: StoredLink;
  readonly key: string;
  readonly plain: Values | null;
}

interface Occupants {
  readonly links: readonly StoredLink[];
  readonly rows: ReadonlyMap<string, LocalRow>;
  readonly marks: ReadonlyMap<string, Mark>;
}

/**
 * Entries that stand in these places by now, and whose links are about others: they give those up first. So do those that stand in their places, and so
 * on, where each of a hundred exceptions is put on the date before its own: all of them at once, for each time all parts of the item are read.
 */
export async function occupants(run: RunContext, places: readonly LeftPlace[]): Promise<Occupants> {
  const standing = await partsStanding(run, places);
  const links = await run.store.linksByDocumentId(run.target, standing.map(({ documentId }) => documentId)); // prettier-ignore
  const there = grouped(standing.map((one) => [placeOf(one.part.of, one.part.key), one]));
  const owners = new Map(places.map(({ owner }) => [owner.microsoftId, owner.documentId]));
  const found = new Map<string, LocalRow>();
  const left = places.map(({ owner, key }) => placeOf(owner.documentId, key));
  for (const place of left)
    // grows on the way
    for (const { documentId, row } of there.get(place) ?? []) {
      if (found.has(documentId)) continue;
      found.set(documentId, row);
      const part = links.get(documentId)?.part;
      if (part && owners.has(part.of)) left.push(placeOf(owners.get(part.of) ?? null, part.key));
    }
  const names = [...found.keys()];
  if (names.length === 0) return { links: [], rows: new Map(), marks: new Map() };
  return { links: names.flatMap((name) => links.get(name) ?? []), rows: found, marks: await run.store.marksOf(run.target, names) };
}

const placeOf = (documentId: string | null, key: string): string => `${documentId}|${key}`;

/** The parts of the items of these places, as they stand in Strapi. */
async function partsStanding({ items, target, resource }: RunContext, places: readonly LeftPlace[]) {
  const owners = [...new Set(places.flatMap(({ owner }) => owner.documentId ?? []))];
  return (owners.length > 0 ? await items.partsOf(owners) : []).flatMap((row) => {
    const reading = row.owner === target.user ? resource.definition.readStrapi(row.row) : null;
    return reading?.kind === 'item' && reading.part ? [{ row, documentId: row.documentId, part: reading.part }] : [];
  });
}

/** Another entry that stands there already takes the link over, or one is made where the item stays as it is. Returns what is to be written. */
export async function fillPlaces(run: RunContext, free: readonly LeftPlace[]): Promise<string[]> {
  if (free.length === 0) return [];
  const { store, target } = run;
  const changes = newChangeSet();
  const parts = await partsStanding(run, free);
  const linked = await store.linksByDocumentId(target, parts.map(({ documentId }) => documentId)); // prettier-ignore
  const taken = new Set(linked.keys());
  for (const place of free) {
    const { link, owner, key, plain } = place;
    const standing = parts.filter(
      ({ documentId, part }) => part.of === owner.documentId && part.key === key && documentId !== link.documentId,
    );
    const next = standing.find(({ documentId }) => !taken.has(documentId));
    if (next) {
      taken.add(next.documentId);
      // Told to be gone since it was left: what is there by now began anew, on both sides.
      if (link.documentId === null && link.isStaged) changes.droppedLinks.push(link.id);
      else changes.linkChanges.push({ id: link.id, changes: { documentId: next.documentId, facts: unasked(link.facts) } });
      changes.marks.push(next.documentId);
    } else if (standing.length === 0 && link.documentId !== null) {
      if (plain) addPlainEntry(run, changes, { ...place, plain }, {});
      else changes.linkChanges.push({ id: link.id, changes: { facts: { ...unasked(link.facts), isVacated: true } } });
    } // else nobody stands there yet, or cannot give up another link yet
  }
  return changes.marks.length + changes.creates.length + changes.linkChanges.length > 0
    ? [...changes.marks, ...(await commit(run, changes))]
    : [];
}

/**
 * What Microsoft has in a place that its entry left while a write of its item was to come. As long as that is so, nothing follows; where the write has left
 * it there, it becomes as plain as in any place that was left. False: people there have edited it, or it is none of the item any more.
 */
export function judgeVacated(run: RunContext, changes: ChangeSet, { reading, link, row, owner, ownerRow }: ItemOnPage): boolean {
  const { parts, fields } = run.resource.definition;
  const key = reading.part?.key;
  const whole = wholeIn(run, ownerRow);
  if (!link?.facts.isVacated || row || key === undefined || !whole || !parts?.has(whole, key)) return false;
  if (owner?.state !== 'linked' || run.settings.direction !== 'bidirectional') return false;
  if (changedFields(fields, link.base, reading.values, 'both').length > 0) return false;
  changes.seen.push(link.id);
  const { etag } = reading;
  const { unmerged, ...facts } = link.facts;
  if (parts.areKept(owner.base, whole))
    addPlainEntry(run, changes, { link, row, owner, plain: parts.base(whole, key) }, { etag, facts: factsOf(reading, []) });
  else if (unmerged) changes.linkChanges.push({ id: link.id, changes: { facts } }); // its series waited for this
  return true;
}

function addPlainEntry(
  { resource, settings }: RunContext,
  changes: ChangeSet,
  { link, row, owner, plain }: Omit<LeftPlace, 'key'> & { readonly plain: Values },
  now: LinkChanges,
): void {
  const { definition, collectionColumn } = resource;
  const isSource = settings.direction === 'microsoft-to-strapi';
  const known = Object.entries(link.base).filter(([field]) => definition.fields[field]?.writtenBy === 'microsoft');
  const values = isSource ? link.base : { ...plain, ...Object.fromEntries(known) };
  changes.creates.push({
    home: addressOf(owner.documentId ?? '').home,
    data: { ...definition.rowForStrapi(values, Object.keys(definition.fields)), [collectionColumn]: row?.row[collectionColumn] ?? null },
    isPart: true,
    partOf: { documentId: owner.documentId ?? '' },
    microsoftId: link.microsoftId,
    link: { kind: 'known', id: link.id, changes: now },
    isMarked: true,
    log: {
      side: 'strapi',
      kind: 'create',
      title: definition.title(values),
      fields: [],
      mails: [],
      why: 'stands-elsewhere' satisfies ReasonCode,
      isKept: true,
    },
  });
}
