import { changedFields } from '../../../../src/sync/decide-deletion';
import { unasked } from '../../../../src/sync/link';
import type { RemoteItem, RemoteReading, Values } from '../../../../src/sync/resource';
import type { LocalRow, StoredLink } from '../../storage/port';
import { type ChangeSet, dropLink } from '../changes/change-set';
import type { Plan } from '../changes/from-decision';
import { keepEdited, keepTaken } from './keep-losers';
import type { RunContext } from '../context';
import { valuesOfOwner } from './place-of-part';

interface Found {
  readonly readings: readonly RemoteReading[];
  readonly links: ReadonlyMap<string, StoredLink>;
}

/**
 * Parts that were known and that their item, read whole, does not have any more. Staged like any other removal; but where our own write of
 * the item took them away (a new rule erases exceptions, graph-facts §1.9), they are to be written again.
 */
export async function judgeMissingParts(run: RunContext, changes: ChangeSet, { readings, links }: Found): Promise<void> {
  const { definition } = run.resource;
  if (!definition.parts) return;
  const wholes = readings.filter(
    (reading): reading is RemoteItem => reading.kind === 'item' && !reading.part && links.has(reading.microsoftId),
  );
  const known =
    wholes.length > 0
      ? await run.store.linksOfParts(
          run.target,
          wholes.map(({ microsoftId }) => microsoftId),
        )
      : [];
  const byId = new Map(wholes.map((item) => [item.microsoftId, { item, parts: new Set(item.parts) }]));
  const isOurs = ({ part }: StoredLink) => links.get(part?.of ?? '')?.facts.isBeingWritten === true;
  const entries = await run.items.read(known.filter(isOurs).flatMap(({ documentId }) => documentId ?? [])); // prettier-ignore
  for (const link of known) {
    const whole = link.part && byId.get(link.part.of);
    if (!whole || !link.part || link.state !== 'linked') continue;
    const { item, parts } = whole;
    const isBeingWritten = isOurs(link);
    if ((link.facts.address ?? null) === null) {
      // Had no place so far; what we have written, or what people there have made of its item, may have made one.
      if (
        link.documentId !== null &&
        !parts.has(link.microsoftId ?? '') &&
        (isBeingWritten || isRewritten(run, links.get(link.part.of), item))
      ) {
        changes.linkChanges.push({ id: link.id, changes: { base: definition.parts.base(item.values, link.part.key) } });
        changes.marks.push(link.documentId);
      }
      continue;
    }
    // An answer that names no parts: the item has none any more, or they were not said.
    if (item.parts === null ? definition.parts.areIn(item.values) : parts.has(link.microsoftId ?? '')) continue;
    if (!isBeingWritten || link.documentId === null) changes.staged.push(link.id);
    else {
      // The version that was known is gone with it; named in If-Match, it would be refused for ever. So is what had not come in yet.
      const { left: _left, unmerged: _unmerged, ...facts } = link.facts;
      const base = definition.parts.base(item.values, link.part.key);
      await keepTaken(run, changes, link);
      if (isPlain(run, entries.get(link.documentId), base)) {
        changes.removals.add(link.documentId);
        dropLink(changes, link);
        continue;
      }
      const anew = {
        base,
        facts: { ...unasked(facts), address: null },
        etag: null,
        modifiedAt: null,
        isStaged: false, // whatever the list of changes has said: it is nobody's deletion
      };
      changes.linkChanges.push({ id: link.id, changes: anew });
      changes.marks.push(link.documentId);
    }
  }
}

/** In a direction to Microsoft, where what has no place is held: people there have given its item others. */
function isRewritten({ resource, settings }: RunContext, known: StoredLink | undefined, { values }: RemoteItem): boolean {
  if (!known || settings.direction !== 'strapi-to-microsoft') return false;
  return resource.definition.parts?.areKept({ ...known.base, ...known.facts.left }, values) === false;
}

/** The entry says what its item has in that place by itself, and Microsoft has no exception there any more: in Strapi neither. */
export function isPlain({ resource, settings, target }: RunContext, entry: LocalRow | undefined, base: Values): boolean {
  if (settings.direction === 'strapi-to-microsoft' || entry?.owner !== target.user) return false;
  const reading = resource.definition.readStrapi(entry.row);
  return reading.kind === 'item' && changedFields(resource.definition.fields, base, reading.values, 'both').length === 0;
}

/** What belongs to an entry that goes, goes with it. */
export async function takePartsAlong(run: RunContext, changes: ChangeSet): Promise<void> {
  if (changes.removals.size === 0 || !run.resource.parts) return;
  const removed = [...changes.removals];
  const rows = await run.items.partsOf(removed);
  const links = await run.store.linksByDocumentId(
    run.target,
    rows.map(({ documentId }) => documentId),
  );
  const along = rows.filter(({ documentId }) => !changes.removals.has(documentId));
  const alone = along.map(({ documentId }) => documentId);
  await keepEdited(run, changes, along, links);
  changes.removals.clear();
  for (const documentId of [...alone, ...removed]) changes.removals.add(documentId); // before what they belong to: a relation to nothing is no part
  for (const documentId of alone) changes.releases.push(documentId); // of what is gone nothing is held
  const wholes = [...(await run.store.linksByDocumentId(run.target, [...changes.removals])).values()].flatMap(
    ({ microsoftId }) => microsoftId ?? [],
  );
  dropParts(changes, [...links.values(), ...(await partsGoingAlong(run, wholes))]);
}

/**
 * Links of the parts that go wherever these items go, by Microsoft's ids of the items. Past dates of a series that has stopped repeating are none of
 * them: their entries stay by themselves, and would be taken for new ones if they were known no more.
 */
export async function partsGoingAlong(run: RunContext, wholes: readonly string[]): Promise<readonly StoredLink[]> {
  if (!run.resource.parts || wholes.length === 0) return [];
  const links = await run.store.linksOfParts(run.target, wholes);
  return links.filter(({ occurrence, state, documentId }) => occurrence !== 'date' || state !== 'ended' || documentId === null);
}

/**
 * What is made again in Microsoft is another item there: its parts have no place in the old one, and are written over the new one's. Where that one has
 * no parts, as Strapi has it by now, they go like those of any item that stopped repeating; so do those that say what it says there by itself. Where only
 * Strapi is read, they are held.
 */
export async function makePartsAgain(run: RunContext, { changes, madeAgain }: Plan): Promise<void> {
  const { definition } = run.resource;
  const links = await partsGoingAlong(run, madeAgain);
  if (links.length === 0) return;
  dropParts(changes, links);
  const documentIds = links.flatMap(({ documentId }) => documentId ?? []);
  const rows = run.settings.direction === 'bidirectional' ? await run.items.read(documentIds) : new Map<string, LocalRow>();
  const stopped = [...rows.values()].filter((row) => {
    const whole = valuesOfOwner(run, row);
    return whole !== null && definition.parts?.areIn(whole) === false;
  });
  await keepEdited(run, changes, stopped, new Map(links.map((link) => [link.documentId ?? '', link])));
  const plain = links.flatMap(({ documentId, occurrence }) => {
    const row = rows.get(documentId ?? '');
    return row && occurrence !== 'date' && saysTheSame(run, row) ? [row] : [];
  });
  for (const { documentId } of [...stopped, ...plain]) {
    changes.removals.add(documentId);
    changes.releases.push(documentId); // of what is gone nothing is held
  }
  changes.marks.push(...documentIds.filter((documentId) => !changes.removals.has(documentId)));
}

function saysTheSame(run: RunContext, row: LocalRow): boolean {
  const { parts, readStrapi } = run.resource.definition;
  const [whole, reading] = [valuesOfOwner(run, row), readStrapi(row.row)];
  const key = reading.kind === 'item' ? reading.part?.key : undefined;
  return whole !== null && key !== undefined && parts?.has(whole, key) === true && isPlain(run, row, parts.base(whole, key));
}

/** There is nothing left to decide about them, be it asked already or about to be. */
function dropParts(changes: ChangeSet, links: readonly StoredLink[]): void {
  for (const link of links) dropLink(changes, link);
  const dropped = new Set(links.map(({ documentId, microsoftId }) => documentId ?? microsoftId));
  const left = changes.conflicts.filter(({ item, note }) => note.decided !== null || !dropped.has(item));
  changes.conflicts.splice(0, changes.conflicts.length, ...left);
}
