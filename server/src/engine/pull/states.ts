import type { RemoteItem } from '../../../../src/sync/resource';
import type { LocalState, RemoteState } from '../../../../src/sync/situation';
import type { LocalRow, Mark, StoredLink } from '../../storage/port';
import type { RunContext } from '../context';

/** Items made in Strapi are not masked: Strapi holds what they say anyway. `null`: the settings leave the item out. */
export function maskedState(run: RunContext, item: RemoteItem, link: StoredLink | null): (RemoteState & { kind: 'item' }) | null {
  if (link?.origin === 'strapi') return { kind: 'item', item, masked: [] };
  const masked = run.resource.definition.mask(item, run.settings.values);
  return masked && { kind: 'item', item: masked.item, masked: masked.masked };
}

/** `null`: the entry is of a kind that is left alone, or does not take part. */
export function localState(run: RunContext, row: LocalRow | null, link: StoredLink | null, mark: Mark | null): LocalState | null {
  if (!row) {
    if (!link?.documentId) return { kind: link?.part ? 'deleted' : 'none' }; // a part that never had an entry: its item says so
    return mark?.sawDelete ? { kind: 'deleted' } : { kind: 'missing' };
  }
  if (row.standing === 'apart') return null;
  if (row.standing === 'passed-on') return { kind: 'deleted' };
  // Given to somebody else with a mark: it leaves this mailbox. Without one nobody can say what happened.
  if (row.owner !== run.target.user) return mark?.sawDelete ? { kind: 'deleted' } : { kind: 'missing' };
  const reading = run.resource.definition.readStrapi(row.row);
  switch (reading.kind) {
    case 'item':
      return { kind: 'item', item: mark?.at ? { ...reading, editedAt: mark.at } : reading };
    case 'left-alone':
      return null;
    case 'unusable':
      return { kind: 'unusable', code: reading.code, why: reading.why };
  }
}

/** The clock says only where to look: an older version is not believed, and the item is asked for instead. */
export function isOlder(reading: RemoteItem, link: StoredLink): boolean {
  return reading.modifiedAt !== null && link.modifiedAt !== null && Date.parse(reading.modifiedAt) < Date.parse(link.modifiedAt);
}

export const markOf = (marks: ReadonlyMap<string, Mark>, link: StoredLink | null): Mark | null =>
  (link?.documentId && marks.get(link.documentId)) || null;
