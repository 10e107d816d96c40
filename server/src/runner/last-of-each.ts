import type { RemoteReading } from '../../../src/sync/resource';

/**
 * The same item may come several times in one round; the last one counts (graph-facts §1.3). Where it is older than what the
 * list has told before, the item is asked for by its id.
 */
export function lastOfEach(readings: readonly RemoteReading[]): RemoteReading[] {
  const last = new Map<string, RemoteReading>();
  readings.forEach((reading, at) => {
    const id = reading.microsoftId ?? `without id ${at}`;
    const before = last.get(id);
    last.delete(id);
    last.set(id, before && isReplay(before, reading) ? { kind: 'incomplete', microsoftId: id } : reading);
  });
  return [...last.values()];
}

function isReplay(before: RemoteReading, reading: RemoteReading): boolean {
  if (reading.kind !== 'item') return false;
  if (before.kind !== 'item') return true; // it has come back, say, or it is a version from before it went
  return before.modifiedAt !== null && reading.modifiedAt !== null && Date.parse(reading.modifiedAt) < Date.parse(before.modifiedAt);
}
