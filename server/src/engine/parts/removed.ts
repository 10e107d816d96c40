import { changedFields } from '../../../../src/sync/decide-deletion';
import { factsOf, type Link } from '../../../../src/sync/link';
import type { LocalReading, Values } from '../../../../src/sync/resource';
import type { WholeState } from '../../../../src/sync/situation';
import type { LocalRow, StoredLink } from '../../storage/port';
import type { ItemOnPage } from '../pull/item-on-page';
import type { Changes } from '../changes/changes';
import type { RunContext } from '../context';

/** Parts that were removed in Strapi, alone or with their item, and edited in Microsoft, and about which somebody is asked: their keys. */
export async function askedParts(run: RunContext, link: StoredLink | null, reading: LocalReading | null): Promise<string[]> {
  const { parts } = run.places.definition;
  if (!link?.microsoftId || link.part || !parts?.areIn(link.base)) return [];
  const removed = reading?.kind === 'item' && parts.areIn(reading.values) ? parts.removed(link.base, reading.values) : null; // null: all of them
  if (removed?.length === 0) return [];
  const those = removed && new Set(removed);
  const links = await run.store.linksOfParts(run.target, [link.microsoftId]);
  const asked = links.filter(({ facts, part }) => part && facts.open.length > 0 && (those?.has(part.key) ?? true));
  const standing = await run.items.read(asked.flatMap(({ documentId }) => documentId ?? []));
  return asked.flatMap(({ documentId, part }) => (part && !standing.has(documentId ?? '') ? [part.key] : []));
}

/** Parts that were edited in Microsoft while their entries cannot be read. */
export async function hasUnmergedParts(run: RunContext, { microsoftId }: StoredLink): Promise<boolean> {
  return (
    microsoftId !== null && (await run.store.linksOfParts(run.target, [microsoftId])).some(({ facts }) => facts.unmerged !== undefined)
  );
}

/**
 * A part that was none so far, and that somebody in Microsoft has made while somebody in Strapi took its place away: as deleted as one that had
 * an entry, and it began as what its item has in that place.
 */
export function removedPart(run: RunContext, { reading, owner, ownerRow }: ItemOnPage): Link | null {
  const { part, microsoftId, etag } = reading;
  const { parts } = run.places.definition;
  const whole = wholeIn(run, ownerRow);
  if (!part || !owner || !whole || !parts?.has(owner.base, part.key) || parts.has(whole, part.key)) return null;
  return {
    documentId: null,
    microsoftId,
    part,
    origin: 'microsoft',
    state: 'linked',
    base: parts.base(owner.base, part.key),
    facts: factsOf(reading, []),
    etag,
  };
}

/** A part that was removed, and that somebody in Strapi has put on its item again before it was removed in Microsoft. */
export function isPutBack(run: RunContext, { reading: { part }, link, row, ownerRow }: ItemOnPage): boolean {
  const whole = wholeIn(run, ownerRow);
  if (!part || !link || row || !whole || (link.documentId !== null && link.facts.open.length === 0)) return false;
  return run.places.definition.parts?.has(whole, part.key) === true;
}

/** It comes in anew; nobody is asked about it any more. */
export function forgetRemoved(changes: Changes, { link, reading }: ItemOnPage): null {
  if (link) changes.droppedLinks.push(link.id);
  if (link?.documentId) changes.marks.push(link.documentId); // there is nothing to send
  changes.closed.push(link?.documentId ?? reading.microsoftId);
  return null;
}

/** What has become in Strapi of the item that a part belongs to. */
export function wholeState(run: RunContext, { owner, ownerRow }: Pick<ItemOnPage, 'owner' | 'ownerRow'>): WholeState {
  const whole = wholeIn(run, ownerRow);
  if (!owner || !whole) return 'gone';
  return run.places.definition.parts?.areKept(owner.base, whole) ? 'stands' : 'rewritten';
}

/** What an entry with parts holds; null: it is none, or none of this person's. Each of its parts asks, and there may be thousands: it is read once. */
export function wholeIn(run: RunContext, row: LocalRow | null): Values | null {
  if (row?.owner !== run.target.user) return null;
  const known = wholes.get(row);
  if (known !== undefined) return known;
  const { parts, readStrapi } = run.places.definition;
  const reading = readStrapi(row.row);
  const whole = reading.kind === 'item' && parts?.areIn(reading.values) ? reading.values : null;
  wholes.set(row, whole);
  return whole;
}
const wholes = new WeakMap<LocalRow, Values | null>();

/**
 * Whoever deletes a part in Strapi takes it off its item in the same transaction (local-changes/cascade-parts.ts). A part that comes back is put on it again, or
 * its item would be written without it.
 */
export function putPartsBack(run: RunContext, changes: Changes): void {
  const { definition } = run.places;
  const updates = new Map(changes.updates.map((update) => [update.documentId, update]));
  const back = new Map<string, { owner: LocalRow; keys: Set<string> }>();
  for (const { owner, key } of changes.back) {
    const known = back.get(owner.documentId);
    if (known) known.keys.add(key);
    else back.set(owner.documentId, { owner, keys: new Set([key]) });
  }
  for (const { owner, keys } of back.values()) {
    const update = updates.get(owner.documentId);
    const reading = definition.readStrapi({ ...owner.row, ...update?.data });
    if (reading.kind !== 'item' || !definition.parts) continue;
    const values = definition.parts.including(reading.values, keys);
    const fields = changedFields(definition.fields, reading.values, values);
    if (fields.length === 0) continue;
    const data = definition.rowForStrapi(values, fields);
    if (update) Object.assign(update.data, data);
    else changes.updates.push({ documentId: owner.documentId, data });
    const item = { title: definition.title(values), uid: definition.uid, documentId: owner.documentId, microsoftId: null };
    changes.log.push({
      side: 'strapi',
      kind: 'update',
      item,
      fields,
      mails: [],
      why: 'what was taken off it comes back, for its edit in Microsoft wins',
      isKept: true,
    });
  }
}
