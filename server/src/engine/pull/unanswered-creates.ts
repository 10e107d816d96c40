import type { RemoteReading } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { idempotencyKey } from '../changes/our-writes';
import type { RunContext } from '../context';

/**
 * Items that are what a create of ours has made whose answer was lost: they show its idempotency key. Without it an entry that was deleted
 * meanwhile would come back, for there is nothing left in Strapi to match the item with.
 */
export async function unansweredCreates(
  run: RunContext,
  readings: readonly RemoteReading[],
  links: ReadonlyMap<string, StoredLink>,
): Promise<Map<string, StoredLink>> {
  const made = new Map<string, StoredLink>();
  const keyed = readings.flatMap((reading) =>
    reading.kind === 'item' && reading.requestKey && !links.has(reading.microsoftId) ? [reading] : [],
  );
  if (keyed.length === 0) return made;
  const byKey = new Map(
    (await run.store.unanswered(run.target)).map((link) => [idempotencyKey(run, link.documentId ?? '', link.id), link]),
  );
  for (const { microsoftId, requestKey } of keyed) {
    const link = byKey.get(requestKey ?? '');
    if (link) made.set(microsoftId, link);
  }
  return made;
}
