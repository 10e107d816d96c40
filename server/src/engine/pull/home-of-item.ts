import { addressOf, entryId } from '../../../../src/sync/entry-id';
import { decision } from '../../../../src/sync/decision';
import { aside } from '../../../../src/sync/link';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { RemoteState } from '../../../../src/sync/situation';
import { hostSays } from '../../storage/host-refusal';
import type { LocalRow, StoredLink } from '../../storage/port';
import { addDecision, type Plan } from '../changes/from-decision';
import type { RunContext } from '../context';

/** The home in which the item has its entry, or gets one; null: none accepts it. */
export function homeOf(
  run: RunContext,
  { owners, homes, collection }: Plan,
  { remote: { item, masked }, row, link }: { remote: RemoteState & { kind: 'item' }; row: LocalRow | null; link: StoredLink | null },
): string | null {
  const known = row?.documentId ?? link?.documentId;
  if (known) return addressOf(known).home;
  if (!item.part) return hostSays(() => run.items.homes.forNew(item, { collection: collection.name, isMasked: masked.length > 0 }));
  const whole = owners.get(item.part.of);
  const home = whole === undefined ? (homes.get(item.part.of) ?? '') : addressOf(whole).home;
  return run.items.homes.canHold(entryId({ home, documentId: '' }), item.values) ? home : null;
}

/** Neither side follows the other. Once that is over, Microsoft's item is read again before anything is decided. */
export function leaveAlone(
  { changes, leftAlone }: Plan,
  { reading, link, because }: { reading: RemoteItem; link: StoredLink | null; because?: 'isApart' | 'isBeyond' },
): void {
  changes.counts.leftAlone += 1;
  leftAlone.add(reading.microsoftId);
  if (!link) changes.releases.push(reading.microsoftId); // what it was held for, it can be read by now
  if (because && link?.state === 'linked') changes.linkChanges.push({ id: link.id, changes: { facts: aside(link.facts, because) } });
}

/** The settings keep it out from now on. The host's own document stays as it is, and nothing is taken away or written over there. */
export function keepOut(
  run: RunContext,
  plan: Plan,
  { reading, link, row }: { reading: RemoteItem; link: StoredLink; row: LocalRow },
): void {
  if (link.state !== 'ended') {
    const ended = decision('private-kept-out', { link: { kind: 'end' } });
    addDecision(run, plan, { decision: ended, link, row, remote: reading });
  }
  leaveAlone(plan, { reading, link: null });
}
