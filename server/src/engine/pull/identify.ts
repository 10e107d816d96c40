import type { RemoteReading } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import type { RunContext } from '../context';
import { detectMoves } from './detect-moves';
import { type Identified, idsOf, type Page } from './page';
import { resolveDuplicateKeys } from './resolve-duplicate-keys';

/** Which known item each of these is: some have got another id since they were linked. Returns those that are left to be taken in. */
export async function identify(run: RunContext, read: readonly RemoteReading[], collection: Page['collection']): Promise<Identified> {
  const known = await linksOf(run, read);
  const resolved = await resolveDuplicateKeys(run, { readings: read, links: known }, collection);
  const links = resolved.hasMoved ? await linksOf(run, resolved.readings) : known;
  const hasMoved = await detectMoves(run, { readings: resolved.readings, links }, collection);
  return { readings: resolved.readings, links: hasMoved ? await linksOf(run, resolved.readings) : links };
}

async function linksOf(run: RunContext, readings: readonly RemoteReading[]): Promise<ReadonlyMap<string, StoredLink>> {
  const ids = idsOf(readings);
  return ids.length > 0 ? run.store.linksByMicrosoftId(run.target, ids) : new Map();
}
