import { documentIdOf } from '../../../../src/sync/entry-id';
import type { RemoteReading } from '../../../../src/sync/resource';
import type { RunContext } from '../context';
import type { Identified } from './page';

/** Of a collection that brings in nothing new: what is linked, or was before links were lost. */
export async function onlyLinked(run: RunContext, { readings, links }: Identified): Promise<readonly RemoteReading[]> {
  const keys = readings.flatMap((reading) =>
    reading.kind === 'item' && reading.key !== null && !links.has(reading.microsoftId) ? run.items.homes.idsOf(reading.key) : [],
  );
  const known = new Set(keys.length > 0 ? [...(await run.items.read(keys)).keys()].map(documentIdOf) : []);
  return readings.filter(
    (reading) =>
      (reading.microsoftId !== null && links.has(reading.microsoftId)) ||
      (reading.kind === 'item' && reading.key !== null && known.has(reading.key)),
  );
}
