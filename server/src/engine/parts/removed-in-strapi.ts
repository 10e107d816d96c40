import { grouped } from '../../../../src/canonical/grouped';
import type { ReasonCode } from '../../../../src/contracts/reasons';
import { changedFields } from '../../../../src/sync/decide-deletion';
import { factsOf, type Link } from '../../../../src/sync/link';
import type { LocalReading, RemoteReading, Values } from '../../../../src/sync/resource';
import type { WholeState } from '../../../../src/sync/situation';
import type { LocalRow, StoredLink } from '../../storage/port';
import type { ItemOnPage } from './item-on-page';
import { addColumns, type ChangeSet } from '../changes/change-set';
import type { Plan } from '../changes/from-decision';
import { itemAt } from '../changes/journal';
import type { RunContext } from '../context';

/**
 * Parts that were removed in Strapi, alone or with their item, and edited in Microsoft, and about which somebody is asked: their keys. Of what is gone
 * in Microsoft too there is nothing to decide any more.
 */
export function askedParts(
  run: RunContext,
  { partLinks, rows }: WithParts,
  link: StoredLink | null,
  reading: LocalReading | null,
): string[] {
  const those = removedKeys(run, link, reading);
  if (!link?.microsoftId || those === 'none') return [];
  return (partLinks.get(link.microsoftId) ?? []).flatMap(({ facts, part, documentId }) =>
    part && facts.open.length > 0 && facts.isGoneOpen !== true && isAmong(those, part.key) && !rows.has(documentId ?? '') ? [part.key] : [],
  );
}

/** Of the parts that a write takes away: whether one was edited in Microsoft while its entry could not be read. */
export function takesUnmergedPart(
  run: RunContext,
  { partLinks }: WithParts,
  { link, reading, takesAll }: { link: StoredLink; reading: LocalReading | null; takesAll: boolean },
): boolean {
  const those = takesAll ? 'all' : removedKeys(run, link, reading);
  return (partLinks.get(link.microsoftId ?? '') ?? []).some(
    ({ state, facts, part }) => state === 'linked' && facts.unmerged !== undefined && part !== null && isAmong(those, part.key),
  );
}

type Keys = ReadonlySet<string> | 'all' | 'none';
const isAmong = (keys: Keys, key: string): boolean => (typeof keys === 'string' ? keys === 'all' : keys.has(key));

/** The parts that the item had when the two sides last agreed, and has no more in Strapi. */
function removedKeys({ resource: { definition } }: RunContext, link: StoredLink | null, reading: LocalReading | null): Keys {
  const { parts } = definition;
  if (!link || link.part || !parts?.areIn(link.base)) return 'none';
  return reading?.kind === 'item' && parts.areIn(reading.values) ? new Set(parts.removed(link.base, reading.values)) : 'all';
}

interface WithParts {
  /** Links of their parts, by Microsoft's ids of items. */
  readonly partLinks: ReadonlyMap<string, readonly StoredLink[]>;
  readonly rows: ReadonlyMap<string, LocalRow>;
}

/**
 * A part that was none so far, and that somebody in Microsoft has made while somebody in Strapi took its place away: as deleted as one that had
 * an entry, and it began as what its item has in that place.
 */
export function removedPart(run: RunContext, { reading, owner, ownerRow }: ItemOnPage): Link | null {
  const { part, microsoftId, etag } = reading;
  const { parts } = run.resource.definition;
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

/**
 * Links of items, as they were before these lost parts of which nobody has proven yet that they are gone in Microsoft: a run may end between the two.
 * Whoever deletes the entry of such a part changes nothing of its item by that, and is heard all the same where Microsoft has its place again by now.
 */
export async function beforeUnproven(
  run: RunContext,
  {
    readings,
    links,
    rows,
  }: { readings: readonly RemoteReading[]; links: ReadonlyMap<string, StoredLink>; rows: ReadonlyMap<string, LocalRow> },
): Promise<Map<string, StoredLink>> {
  const { parts } = run.resource.definition;
  const before = new Map<string, StoredLink>();
  const back = new Map<string, { link: StoredLink; keys: ReadonlySet<string> }>();
  for (const reading of readings) {
    const link = reading.kind === 'item' && !reading.part && links.get(reading.microsoftId);
    const whole = link && wholeIn(run, rows.get(link.documentId ?? '') ?? null);
    if (!parts || !whole) continue;
    const keys = parts.removed(reading.values, link.base).filter((key) => !parts.has(whole, key));
    if (keys.length > 0) back.set(reading.microsoftId, { link, keys: new Set(keys) });
  }
  if (!parts || back.size === 0) return before;
  const unproven = (await run.store.linksOfParts(run.target, [...back.keys()])).filter(
    ({ state, part, documentId }) => state === 'linked' && documentId !== null && part && back.get(part.of)?.keys.has(part.key),
  );
  const documentIds = unproven.flatMap(({ documentId }) => documentId ?? []);
  const [entries, marks] = [await run.items.read(documentIds), await run.store.marksOf(run.target, documentIds)];
  const deleted = unproven.filter(
    ({ documentId }) => entries.get(documentId ?? '')?.owner !== run.target.user && marks.get(documentId ?? '')?.sawDelete,
  );
  for (const [of, keys] of grouped(deleted.flatMap(({ part }) => (part ? [[part.of, part.key] as const] : [])))) {
    const link = back.get(of)?.link;
    if (link) before.set(of, { ...link, base: parts.including(link.base, new Set(keys)) });
  }
  return before;
}

/** A part that was removed, and that somebody in Strapi has put on its item again before it was removed in Microsoft. */
export function isPutBack(run: RunContext, { reading: { part }, link, row, ownerRow }: ItemOnPage): boolean {
  const whole = wholeIn(run, ownerRow);
  if (!part || !link || row || !whole || (link.documentId !== null && link.facts.open.length === 0)) return false;
  return run.resource.definition.parts?.has(whole, part.key) === true;
}

/** It comes in anew; nobody is asked about it any more. */
export function forgetRemoved(changes: ChangeSet, { link, reading }: ItemOnPage): null {
  if (link) changes.droppedLinks.push(link.id);
  if (link?.documentId) changes.marks.push(link.documentId); // there is nothing to send
  changes.closedConflicts.push(link?.documentId ?? reading.microsoftId);
  return null;
}

/** What has become in Strapi of the item that a part belongs to. */
export function wholeState(run: RunContext, { owner, ownerRow }: Pick<ItemOnPage, 'owner' | 'ownerRow'>): WholeState {
  const whole = wholeIn(run, ownerRow);
  if (!owner || !whole) return 'gone';
  return run.resource.definition.parts?.areKept(owner.base, whole) ? 'stands' : 'rewritten';
}

/** What an entry with parts holds; null: it is none, or none of this person's. Each of its parts asks, and there may be thousands: it is read once. */
export function wholeIn(run: RunContext, row: LocalRow | null): Values | null {
  if (row?.owner !== run.target.user) return null;
  const known = wholes.get(row);
  if (known !== undefined) return known;
  const { parts, readStrapi } = run.resource.definition;
  const reading = readStrapi(row.row);
  const whole = reading.kind === 'item' && parts?.areIn(reading.values) ? reading.values : null;
  wholes.set(row, whole);
  return whole;
}
const wholes = new WeakMap<LocalRow, Values | null>();

/** An entry of this person that takes part, and is no part itself. */
export function isWhole({ resource, target }: RunContext, row: LocalRow | null): boolean {
  if (row?.owner !== target.user || row.standing !== undefined) return false;
  const reading = resource.definition.readStrapi(row.row);
  return reading.kind === 'item' && reading.part === null;
}

/**
 * Whoever deletes a part in Strapi takes it off its item in the same transaction (local-changes/cascade-parts.ts). A part that comes back is put on it again, or
 * its item would be written without it.
 */
export function putPartsBack(run: RunContext, { changes, back: returning }: Plan): void {
  const { definition } = run.resource;
  const back = new Map<string, { owner: LocalRow; keys: Set<string> }>();
  for (const { owner, key } of returning) {
    const known = back.get(owner.documentId);
    if (known) known.keys.add(key);
    else back.set(owner.documentId, { owner, keys: new Set([key]) });
  }
  for (const { owner, keys } of back.values()) {
    const reading = definition.readStrapi({ ...owner.row, ...changes.updates.get(owner.documentId) });
    if (reading.kind !== 'item' || !definition.parts) continue;
    const values = definition.parts.including(reading.values, keys);
    const fields = changedFields(definition.fields, reading.values, values);
    if (fields.length === 0) continue;
    addColumns(changes.updates, owner.documentId, definition.rowForStrapi(values, fields));
    const item = itemAt(run, { title: definition.title(values), documentId: owner.documentId, microsoftId: null });
    changes.log.push({
      side: 'strapi',
      kind: 'update',
      item,
      fields,
      mails: [],
      why: 'taken-off-comes-back' satisfies ReasonCode,
      isKept: true,
    });
  }
}
