import type { LocalReading } from '../../../src/sync/resource';
import type { WholeState } from '../../../src/sync/situation';
import type { LocalRow, StoredLink } from '../stores/port';
import type { Changes } from './carry-out';
import { changedFields } from '../../../src/sync/decide-deletion';
import type { RunContext } from './run-context';

/** Parts that were removed in Strapi, alone or with their item, and edited in Microsoft, and about which somebody is asked: their keys. */
export async function askedParts(run: RunContext, link: StoredLink | null, reading: LocalReading | null): Promise<string[]> {
  const { parts } = run.places.definition;
  if (!link?.microsoftId || link.part || !parts?.areIn(link.base)) return [];
  const removed = reading?.kind === 'item' && parts.areIn(reading.values) ? parts.removed(link.base, reading.values) : null; // null: all of them
  if (removed?.length === 0) return [];
  const links = await run.store.linksOfParts(run.target, [link.microsoftId]);
  return links.flatMap(({ facts, part }) => (part && facts.open.length > 0 && (removed?.includes(part.key) ?? true) ? [part.key] : []));
}

/** What has become in Strapi of the item that a part belongs to. */
export function wholeState(run: RunContext, { owner, ownerRow }: { owner: StoredLink | null; ownerRow: LocalRow | null }): WholeState {
  const { parts, readStrapi } = run.places.definition;
  const reading = ownerRow?.owner === run.target.user ? readStrapi(ownerRow.row) : null;
  if (reading?.kind !== 'item' || !owner || !parts?.areIn(reading.values)) return 'gone';
  return parts.areKept(owner.base, reading.values) ? 'stands' : 'rewritten';
}

/**
 * Whoever deletes a part in Strapi takes it off its item in the same transaction (changes/parts.ts). A part that comes back is put on it again, or
 * its item would be written without it.
 */
export function putPartsBack(run: RunContext, changes: Changes): void {
  const { definition } = run.places;
  for (const { owner, key } of changes.back) {
    const update = changes.updates.find(({ documentId }) => documentId === owner.documentId);
    const reading = definition.readStrapi({ ...owner.row, ...update?.data });
    if (reading.kind !== 'item' || !definition.parts) continue;
    const values = definition.parts.including(reading.values, key);
    const fields = changedFields(definition.fields, reading.values, values);
    if (fields.length === 0) continue;
    const data = definition.rowForStrapi(values, fields);
    if (update) Object.assign(update.data, data);
    else changes.updates.push({ documentId: owner.documentId, data });
    const item = { title: definition.title(values), uid: definition.uid, documentId: owner.documentId, microsoftId: null };
    changes.log.push({ side: 'strapi', kind: 'update', item, fields, mails: [], why: 'what was taken off it comes back, for its edit in Microsoft wins', isKept: true });
  }
}
