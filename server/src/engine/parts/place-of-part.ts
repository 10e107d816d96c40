import type { Because, ReasonCode } from '../../../../src/contracts/reasons';
import { asEvent } from '../../../../src/calendar/as-event';
import { hasDate } from '../../../../src/occurrences/dates-of-series';
import { unasked } from '../../../../src/sync/link';
import type { LocalReading, Values } from '../../../../src/sync/resource';
import { type LocalRow, type NewLink, notReadYet, type StoredLink } from '../../storage/port';
import type { RunContext } from '../context';

type Place =
  | { readonly kind: 'known'; readonly link: StoredLink | null; readonly owner: StoredLink | null }
  /** Of a part whose place has no link yet. */
  | { readonly kind: 'begun'; readonly part: NewPart }
  /** Of a part whose place has a link without an entry. */
  | { readonly kind: 'taken-over'; readonly link: StoredLink; readonly owner: StoredLink }
  | { readonly kind: 'waits' } // what it belongs to has to be written first, with it or without it
  | { readonly kind: 'left' } // what it belongs to was deleted in Microsoft, and stays so
  | { readonly kind: 'refused'; readonly message: Because } // it cannot stand there
  | { readonly kind: 'drop' }; // it is gone on both sides

/** Links of these entries and of the entries they belong to, by documentId. */
export async function linksWithOwners(
  run: RunContext,
  documentIds: readonly string[],
  rows: ReadonlyMap<string, LocalRow>,
): Promise<Map<string, StoredLink>> {
  const links = await run.store.linksByDocumentId(run.target, documentIds);
  if (!run.resource.parts) return links;
  const ofRows = [...rows.values()].flatMap(({ row }) => ownerOf(run, row) ?? []);
  for (const [documentId, link] of await run.store.linksByDocumentId(run.target, ofRows)) links.set(documentId, link);
  const ofLinks = [...links.values()].flatMap(({ part }) => part?.of ?? []);
  if (ofLinks.length > 0)
    for (const link of (await run.store.linksByMicrosoftId(run.target, ofLinks)).values())
      if (link.documentId) links.set(link.documentId, link);
  return links;
}

/** The entries that these belong to, or belonged to when they were linked. */
export async function ownersOfEntries(run: RunContext, documentIds: readonly string[]): Promise<Map<string, string[]>> {
  if (!run.resource.parts) return new Map();
  const [rows, links] = [await run.items.read(documentIds), await run.store.linksByDocumentId(run.target, documentIds)];
  const wholes = await run.store.linksByMicrosoftId(run.target, [...links.values()].flatMap(({ part }) => part?.of ?? [])); // prettier-ignore
  return new Map(
    documentIds.map((documentId) => {
      const row = rows.get(documentId);
      const whole = wholes.get(links.get(documentId)?.part?.of ?? '');
      return [documentId, [row && ownerOf(run, row.row), whole?.documentId].flatMap((id) => id ?? [])];
    }),
  );
}

/** What judging the place of an entry stands on; loaded for all entries of a chunk together. */
export interface Surroundings {
  readonly rows: ReadonlyMap<string, LocalRow>;
  /** Links of the entries, and of the entries they belong to. */
  readonly links: ReadonlyMap<string, StoredLink>;
  /** What is linked, by Microsoft's id, in the places of parts that have no link yet. */
  readonly standing: ReadonlyMap<string, StoredLink>;
}
interface Judged {
  readonly reading: LocalReading | null;
  readonly row: LocalRow | null;
  readonly link: StoredLink | null;
}

/**
 * A part that was made in Strapi is not made in Microsoft but written over what stands in its place there, so its link begins with exactly
 * that as its base: from then on it is an edit like any other, and repeating it does no harm.
 */
export function placeOfPart(run: RunContext, { rows, links, standing }: Surroundings, { reading, row, link }: Judged): Place {
  const { parts } = run.resource.definition;
  const part = reading?.kind === 'item' ? reading.part : null;
  if (link?.part) {
    const owner = [...links.values()].find(({ microsoftId }) => microsoftId === link.part?.of) ?? null;
    if (owner?.state === 'ended') return { kind: reading ? 'left' : 'drop' };
    if (isUnclear(run, { row, owner }) && !link.facts.address) return { kind: 'waits' };
    if (link.occurrence === 'date' && owner?.facts.earlyEnd && !hasDate(asEvent(owner.base), link.part.key)) return { kind: 'waits' };
    if (reading) return isToCome(run, { row, owner, key: link.part.key }) ? { kind: 'waits' } : { kind: 'known', link, owner };
    if (run.settings.direction === 'microsoft-to-strapi') return { kind: 'known', link, owner }; // its item is never written
    if (link.facts.open.length > 0 && owner?.state === 'linked') return { kind: 'known', link, owner }; // somebody is asked about it
    const { key } = link.part;
    const isWithout =
      owner?.state !== 'linked' ||
      owner.facts.isGoneOpen === true ||
      [owner.base, { ...owner.base, ...owner.facts.left }].some((there) => !parts?.has(there, key));
    if (isWithout || (link.facts.address ?? null) === null) return { kind: 'drop' }; // or Microsoft never knew of it
    return owner.facts.isOwn ? { kind: 'waits' } : { kind: 'known', link, owner }; // its item is to be written without it
  }
  if (!parts || !part || !row || link || run.settings.direction === 'microsoft-to-strapi') return { kind: 'known', link, owner: null };
  const owner = links.get(part.of) ?? null;
  if (owner?.state === 'ended') return { kind: 'left' };
  if (
    !owner?.microsoftId ||
    owner.state !== 'linked' ||
    owner.isStaged ||
    owner.facts.isGoneOpen === true || // somebody is asked whether there is to be a place for it
    isUnclear(run, { row, owner }) ||
    isToCome(run, { row, owner, key: part.key }) ||
    isToGo(run, { row, owner, key: part.key })
  )
    return { kind: 'waits' };
  const id = parts.id(owner.microsoftId, part.key);
  const there = standing.get(id);
  // What stood there has left its place, or was removed and is put back.
  const isFree = there && rows.get(there.documentId ?? '')?.owner !== run.target.user;
  if (isFree && there.state === 'linked' && (there.documentId === null || there.facts.open.length === 0))
    return { kind: 'taken-over', link: there, owner };
  if (there) return { kind: 'refused', message: 'place-taken' };
  const { documentId } = row;
  return { kind: 'begun', part: { documentId, owner, id, of: owner.microsoftId, key: part.key, base: parts.base(owner.base, part.key) } };
}

/** By Microsoft's ids, the places of entries that are parts and have no link yet. */
export function placesToTake(run: RunContext, rows: Iterable<LocalRow>, links: ReadonlyMap<string, StoredLink>): string[] {
  const { parts, readStrapi } = run.resource.definition;
  if (!parts) return [];
  return [...rows].flatMap((row) => {
    const reading = links.has(row.documentId) || row.owner !== run.target.user ? null : readStrapi(row.row);
    const owner = reading?.kind === 'item' && reading.part ? links.get(reading.part.of) : undefined;
    return reading?.kind === 'item' && reading.part && owner?.microsoftId ? [parts.id(owner.microsoftId, reading.part.key)] : [];
  });
}

/** Why an entry cannot be what it says, a part of that item; null: it can, as far as that is known, or it is never written to Microsoft. */
export function problemOfPlace(
  run: RunContext,
  { rows, links }: Pick<Surroundings, 'rows' | 'links'>,
  reading: LocalReading | null,
): ReasonCode | null {
  const { parts, readStrapi } = run.resource.definition;
  if (!parts || reading?.kind !== 'item' || !reading.part || run.settings.direction === 'microsoft-to-strapi') return null;
  const whole = rows.get(reading.part.of);
  if (!whole) return null;
  if (whole.owner !== run.target.user) return 'series-of-another';
  const item = readStrapi(whole.row);
  const link = links.get(whole.documentId);
  if (item.kind !== 'item' || parts.areIn(item.values) || (link && parts.areIn(link.base))) return null;
  // It stopped repeating after this was made a part of it: like all its parts, this one goes with that, and is kept.
  if (item.editedAt >= reading.editedAt) return null;
  return 'series-does-not-repeat';
}

/** What it belongs to cannot be read in Strapi, or changed in Microsoft meanwhile and has not come in yet: which place the part has is not known. */
function isUnclear(run: RunContext, { row, owner }: { row: LocalRow | null; owner: StoredLink | null }): boolean {
  return owner?.facts.unmerged !== undefined || isOwnerUnusable(run, row);
}

/** What a part is said to be depends on what it belongs to. */
export function isOwnerUnusable(run: RunContext, row: LocalRow | null): boolean {
  return readOwner(run, row)?.kind === 'unusable';
}

/** It names as its item what is a part itself: that reads as nothing when it comes along as an item. */
export function belongsToPart(run: RunContext, rows: ReadonlyMap<string, LocalRow>, row: LocalRow | null): boolean {
  const whole = rows.get((row && ownerOf(run, row.row)) ?? '');
  const reading = whole ? run.resource.definition.readStrapi(whole.row) : null;
  return reading?.kind === 'item' && reading.part !== null;
}

interface InItem {
  readonly row: LocalRow | null;
  readonly owner: StoredLink | null;
  readonly key: string;
}

/** Its item has this part in Strapi only so far: a single event that was made a series has to be written first. */
function isToCome(run: RunContext, { row, owner, key }: InItem): boolean {
  const { parts } = run.resource.definition;
  const values = valuesOfOwner(run, row);
  return parts !== null && owner !== null && !parts.areIn(owner.base) && values !== null && parts.has(values, key);
}

/** Its item has no such part in Strapi any more, and in Microsoft still: that is written first, or the part would be written there and go unseen. */
function isToGo(run: RunContext, { row, owner, key }: InItem): boolean {
  const { parts } = run.resource.definition;
  const values = valuesOfOwner(run, row);
  return (
    parts !== null && owner !== null && parts.has(owner.base, key) && values !== null && parts.areIn(values) && !parts.has(values, key)
  );
}

/** What the entry holds that this is a part of; null where there is none, or it cannot be read. */
export function valuesOfOwner(run: RunContext, row: LocalRow | null): Values | null {
  const reading = readOwner(run, row);
  return reading?.kind === 'item' ? reading.values : null;
}

/** Of an entry that was given to somebody else nothing is asked: it is as gone as a deleted one. */
function readOwner(run: RunContext, row: LocalRow | null): LocalReading | null {
  if (row?.owner !== run.target.user) return null;
  const ownerRow = run.resource.parts && (row.row[run.resource.parts.column] as LocalRow['row'] | null | undefined);
  return ownerRow ? run.resource.definition.readStrapi(ownerRow) : null;
}

export interface NewPart {
  readonly documentId: string;
  readonly owner: StoredLink;
  readonly id: string;
  readonly of: string;
  readonly key: string;
  readonly base: Values;
}

export const linkOfNewPart = ({ documentId, owner: { collection, facts }, id, of, key, base }: NewPart): NewLink => ({
  documentId,
  microsoftId: id,
  collection,
  part: { of, key },
  origin: 'strapi',
  state: 'linked',
  base,
  facts: { ...unasked(facts), address: null },
  ...notReadYet,
  seenRound: 0,
});

export function ownerOf(run: RunContext, row: LocalRow['row']): string | null {
  const owner = run.resource.parts ? row[run.resource.parts.column] : null;
  const documentId = (owner as { documentId?: unknown } | null | undefined)?.documentId;
  return typeof documentId === 'string' ? documentId : null;
}
