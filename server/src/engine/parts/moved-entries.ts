import { unasked } from '../../../../src/sync/link';
import type { LocalItem, RemoteItem, Values } from '../../../../src/sync/resource';
import type { LocalRow, Mark, StoredLink } from '../../storage/port';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { fillPlaces, type LeftPlace, occupants } from './left-places';
import { isWhole, wholeIn } from './removed-in-strapi';
import type { RunContext } from '../context';
import { isUnusable } from './unusable';

interface Stands {
  readonly link: StoredLink;
  readonly row: LocalRow | null;
  /** Of a part: the link of the item it belongs to in Microsoft. */
  readonly owner: StoredLink | null;
}

/**
 * The link says what the entry was in Microsoft, the entry says what it is now: an exception of another series or of another date, an event of its
 * own that was an exception, an exception that was an event of its own.
 */
export function isElsewhere(run: RunContext, { link, row, owner }: Stands): boolean {
  if (!run.resource.parts || link.state !== 'linked' || row?.owner !== run.target.user) return false;
  if (link.occurrence) return false; // which date it is, only the link says
  const reading = run.resource.definition.readStrapi(row.row);
  if (reading.kind === 'left-alone' || (reading.kind === 'unusable' && reading.part === null)) return false; // it may stand anywhere
  const { part } = reading;
  if (!link.part || !part) return Boolean(link.part) !== Boolean(part);
  return owner !== null && owner.documentId !== null && (part.of !== owner.documentId || part.key !== link.part.key);
}

/** The links of the items that these parts belong to, by Microsoft's id. */
export async function ownersOf(run: RunContext, links: Iterable<StoredLink>): Promise<ReadonlyMap<string, StoredLink>> {
  const ids = [...links].flatMap(({ part }) => part?.of ?? []);
  return ids.length === 0 ? new Map() : run.store.linksByMicrosoftId(run.target, [...new Set(ids)]);
}

export interface GivenUp {
  /** Entries whose links have changed: they are to be read again. */
  readonly freed: readonly string[];
  /** Entries that have come into the places that were left, which are written like any edit. */
  readonly successors: readonly string[];
  /** In a direction to Microsoft: what Strapi has by now in the place that an entry has left, which is written there first. */
  readonly left: ReadonlyMap<string, LocalItem>;
  /** Entries of which that is not known, for what they belonged to cannot be read. */
  readonly waiting: ReadonlySet<string>;
}
interface Input {
  readonly links: readonly StoredLink[];
  readonly rows: ReadonlyMap<string, LocalRow>;
  readonly marks: ReadonlyMap<string, Mark>;
}

/**
 * Parts whose entries have left their place give up their links; the entry is then written where it stands now, like a new one. In the place that
 * it has left, Strapi shows what the item has there itself. Microsoft cannot make a plain occurrence of an exception, so that becomes an entry of its
 * own, which takes the link over; where Strapi is not written, Microsoft gets those values all the same (`left`). So it is with places that were left
 * before (vacated), once somebody stands there.
 */
export async function giveUpPlaces(run: RunContext, { links, rows, marks }: Input): Promise<GivenUp> {
  const left = new Map<string, LocalItem>();
  const waiting = new Set<string>();
  const freed: string[] = [];
  const owners = run.resource.parts ? await ownersOf(run, links) : new Map<string, StoredLink>();
  const moved = links.flatMap((link) => {
    const [row, owner] = [rows.get(link.documentId ?? '') ?? null, owners.get(link.part?.of ?? '') ?? null];
    if (!link.part || !link.documentId || !owner?.documentId) return [];
    const isAway = isElsewhere(run, { link, row, owner });
    return isAway || isTakenOut(run, { link, row, mark: marks.get(link.documentId) }) ? [{ link, row, owner, isAway }] : [];
  });
  const vacated = links.flatMap((link): LeftPlace[] => {
    const owner = owners.get(link.part?.of ?? '');
    const isVacated = link.documentId === null && link.state === 'linked' && link.facts.isVacated === true;
    return isVacated && link.part && owner?.documentId ? [{ link, row: null, owner, key: link.part.key, plain: null }] : [];
  });
  if (moved.length + vacated.length === 0) return { freed, successors: [], left, waiting };
  const ownerRows = await run.items.read([...new Set(moved.flatMap(({ owner }) => owner.documentId ?? []))]);
  const free = [...vacated];
  const releasing = newChangeSet();
  for (const { link, row, owner, isAway } of moved) {
    const documentId = link.documentId ?? '';
    const ownerRow = ownerRows.get(owner.documentId ?? '') ?? null;
    const key = link.part?.key ?? '';
    if (isUnusable(run, ownerRow)) {
      if (isAway) waiting.add(documentId);
      continue;
    }
    const plain = link.facts.address ? standingAt(run, { owner, ownerRow, key }) : null;
    if (!plain && !isAway) continue; // it was taken off its item, which is written without it
    if (plain && run.settings.direction === 'strapi-to-microsoft') {
      left.set(documentId, localOf(documentId, { owner, key, values: plain, row }));
      continue;
    }
    freed.push(documentId);
    await release(run, releasing, link, { isGone: !link.facts.address });
    if (link.facts.address) free.push({ link, row, owner, key, plain });
  }
  if (freed.length > 0) await commit(run, releasing);
  const others = await giveUpPlaces(run, await occupants(run, free));
  return { freed: [...freed, ...others.freed], successors: [...others.successors, ...(await fillPlaces(run, free))], left, waiting };
}

/** The entry stands elsewhere by now: what it was is gone from Strapi. */
export const asDeleted = (mark: Mark | null, documentId: string): Mark => ({
  ...(mark ?? { documentId, version: 0, at: null, isDeferred: false, failures: 0 }),
  sawDelete: true,
});

/** The entries that the links are about. Those that have left their places give their links up first; what comes in is about these places. */
export async function standing(
  run: RunContext,
  links: Map<string, StoredLink>,
): Promise<{ rows: Map<string, LocalRow>; marks: Map<string, Mark> }> {
  const filled = new Set<string>();
  for (;;) {
    const documentIds = [...links.values()].flatMap(({ documentId }) => documentId ?? []);
    const rows = await run.items.read(documentIds);
    const marks = await run.store.marksOf(run.target, documentIds);
    // Nobody has edited what fills a place: an edit of that in Microsoft is newer, as it is than a deletion.
    for (const [documentId, mark] of marks) if (filled.has(documentId)) marks.set(documentId, { ...mark, at: mark.at ?? NEVER });
    const { freed, successors } = await giveUpPlaces(run, { links: [...links.values()], rows, marks });
    if (freed.length + successors.length === 0) return { rows, marks };
    for (const documentId of successors) filled.add(documentId);
    if (freed.length > 0) await commit(run, { ...newChangeSet(), marks: [...freed] });
    const now = await run.store.linksByMicrosoftId(run.target, [...links.keys()]);
    for (const id of [...links.keys()]) {
      const link = now.get(id);
      if (link) links.set(id, link);
      else links.delete(id);
    }
  }
}

/**
 * Entries that stand by now where Microsoft has something that is not linked, and whose links are about places that this page does not name: they
 * give those up, for what is there is theirs. `read`: items that were read whole, by Microsoft's id.
 */
export async function freeStanding(run: RunContext, rows: readonly LocalRow[], read: ReadonlyMap<string, RemoteItem>): Promise<void> {
  const links = await run.store.linksByDocumentId(run.target, rows.map(({ documentId }) => documentId)); // prettier-ignore
  const [gone, others]: [StoredLink[], StoredLink[]] = [[], []];
  for (const link of links.values()) {
    const parts = read.get(link.part?.of ?? '')?.parts;
    (parts && !parts.includes(link.microsoftId ?? '') ? gone : others).push(link);
  }
  const releasing = newChangeSet();
  for (const link of gone) await release(run, releasing, link, { isGone: true });
  if (gone.length > 0) await commit(run, releasing);
  const known = await run.store.marksOf(run.target, others.flatMap(({ documentId }) => documentId ?? [])); // prettier-ignore
  const { freed } = await giveUpPlaces(run, { links: others, rows: new Map(rows.map((row) => [row.documentId, row])), marks: known });
  const marks = [...gone.flatMap(({ documentId }) => documentId ?? []), ...freed];
  if (marks.length > 0) await commit(run, { ...newChangeSet(), marks });
}

/** Deleted, or given to somebody else, and not taken off its item: that has its own in this place again. */
function isTakenOut(
  { settings, target }: RunContext,
  { link, row, mark }: { link: StoredLink; row: LocalRow | null; mark: Mark | undefined },
): boolean {
  return (
    link.state === 'linked' &&
    !link.occurrence && // Microsoft cancels the date
    row?.owner !== target.user &&
    mark?.sawDelete === true &&
    link.facts.open.length === 0 &&
    settings.direction !== 'microsoft-to-strapi'
  );
}

/**
 * What the item has in this place by itself, on both sides; null: it has none, or our next write of the item takes away what stands there. Where only Strapi
 * is written, Microsoft's place is enough, also while the item does not repeat here: it gets that back.
 */
function standingAt(
  run: RunContext,
  { owner, ownerRow, key }: { owner: StoredLink; ownerRow: LocalRow | null; key: string },
): Values | null {
  const { parts } = run.resource.definition;
  if (!parts || owner.state !== 'linked' || !parts.has(owner.base, key)) return null;
  if (run.settings.direction === 'microsoft-to-strapi') return isWhole(run, ownerRow) ? parts.base(owner.base, key) : null;
  const whole = wholeIn(run, ownerRow);
  return whole && parts.areKept(owner.base, whole) && parts.has(whole, key) ? parts.base(whole, key) : null;
}

/** What somebody was asked about it is kept as a loser: the entry goes its own way. */
async function release(
  { store, target, settings }: RunContext,
  changes: ChangeSet,
  link: StoredLink,
  { isGone }: { isGone: boolean },
): Promise<void> {
  const documentId = link.documentId ?? '';
  if (isGone) changes.droppedLinks.push(link.id);
  else changes.linkChanges.push({ id: link.id, changes: { documentId: null, facts: unasked(link.facts) } });
  const [asked] = link.facts.open.length > 0 ? await store.conflicts({ ...target, documentId, decided: false }) : [];
  if (!asked) return;
  const { fields, base, strapi, microsoft } = asked;
  const decided = { by: settings.conflictResolution, winner: 'strapi' as const };
  changes.conflicts.push({ item: documentId, note: { fields, base, strapi, microsoft, decided } }); // which closes the open one
}

const NEVER = '1970-01-01T00:00:00.000Z';

function localOf(
  documentId: string,
  { owner, key, values, row }: { owner: StoredLink; key: string; values: Values; row: LocalRow | null },
): LocalItem {
  const editedAt = typeof row?.row['updatedAt'] === 'string' ? row.row['updatedAt'] : NEVER;
  return { kind: 'item', documentId, part: { of: owner.documentId ?? '', key }, values, isOwn: owner.facts.isOwn, editedAt };
}
