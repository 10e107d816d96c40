import type { RemoteReading } from '../../../../src/sync/resource';

/**
 * The same item may come several times in one round; the last one counts (graph-facts §1.3). Where it is older than what the
 * list has told before, the item is asked for by its id.
 */
export function latestVersions(readings: readonly RemoteReading[]): RemoteReading[] {
  const last = new Map<string, RemoteReading>();
  readings.forEach((reading, at) => {
    const id = reading.microsoftId ?? `without id ${at}`;
    const before = last.get(id);
    last.delete(id);
    last.set(
      id,
      before && (isReplay(before, reading) || isNamedItself(before, reading)) ? { kind: 'incomplete', microsoftId: id } : reading,
    );
  });
  return [...last.values()];
}

/** A series and its occurrences are told one after the other; that it was told itself is not forgotten. */
const isNamedItself = (before: RemoteReading, reading: RemoteReading): boolean =>
  reading.kind === 'incomplete' && reading.isByPart === true && before.kind === 'incomplete' && !before.isByPart;

function isReplay(before: RemoteReading, reading: RemoteReading): boolean {
  if (reading.kind !== 'item') return false;
  if (before.kind !== 'item') return true; // it has come back, say, or it is a version from before it went
  return before.modifiedAt !== null && reading.modifiedAt !== null && Date.parse(reading.modifiedAt) < Date.parse(before.modifiedAt);
}
