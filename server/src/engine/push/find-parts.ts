import { collectionOf } from '../collections/taking-part';
import type { Values } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { askInSlices } from '../ask-in-slices';
import { endsRun } from '../failure-policy';
import type { Outgoing } from './outgoing';
import { type RunContext, stopFor } from '../context';

/** Ids by which requests name parts now, by the parts' names for good. `null`: the item has no such part. Absent: Microsoft did not say. */
export type PartAddresses = ReadonlyMap<string, string | null>;

export interface FoundParts {
  readonly addresses: PartAddresses;
  /** Those that somebody has changed, which no reading has brought yet. */
  readonly unread: ReadonlySet<string>;
  /** The version in which a part was found or read last, where Microsoft said. */
  readonly etags: ReadonlyMap<string, string>;
}

/** The parts that a write names: itself, or those of its parts that it removes. */
export function partsNamed(run: RunContext, { link, owner, write }: Outgoing): { owner: StoredLink; key: string }[] {
  if (write.kind !== 'update' || !link) return [];
  if (link.part) return owner ? [{ owner, key: link.part.key }] : [];
  const { parts } = run.resource.definition;
  if (!parts?.areIn(link.base)) return []; // becomes one that has parts only with this write, and is read after it
  return parts.removed(link.base, write.values).map((key) => ({ owner: link, key }));
}

/** Looked up where no link knows it: Microsoft gives a part an id of its own only when it differs from its item. Never called in a transaction. */
export async function findParts(
  run: RunContext,
  outgoing: readonly Outgoing[],
  keptParts: ReadonlyMap<string, 'unread' | 'kept'>,
): Promise<FoundParts> {
  const { definition, parts, readHeaders } = run.resource;
  const named = outgoing.flatMap((one) => partsNamed(run, one));
  const found = new Map<string, string | null>();
  const unread = new Set<string>();
  const etags = new Map<string, string>();
  if (named.length === 0 || !parts) return { addresses: found, unread, etags };
  const idOf = ({ owner, key }: (typeof named)[number]) => definition.parts?.id(owner.microsoftId ?? '', key) ?? '';
  const links = await run.store.linksByMicrosoftId(run.target, named.map(idOf));
  for (const [id, { facts, etag, state }] of links) {
    if (!facts.address || state === 'ended') continue; // what it was is gone, and another occurrence stands there
    found.set(id, facts.address);
    if (etag !== null) etags.set(id, etag);
  }

  // What is no series any more has no occurrence to write over.
  for (const { link, owner } of outgoing)
    if (link?.part && owner && !definition.parts?.has(heldThere(owner), link.part.key)) found.set(link.microsoftId ?? '', null);
  const asked = named.filter((one) => !found.has(idOf(one)));
  const placeOf = ({ owner, key }: (typeof named)[number]) => ({
    collection: collectionOf(run, owner.collection),
    of: owner.microsoftId ?? '',
    values: heldThere(owner),
    key,
  });
  for await (const slice of askInSlices(run, asked, (one) => ({
    method: 'GET' as const,
    path: parts.findPath(placeOf(one)),
    headers: readHeaders,
  }))) {
    const failure = endsRun(
      run,
      slice.map(({ answer }) => answer),
    );
    if (failure) throw stopFor(failure);
    for (const { one, answer } of slice) {
      const part = answer.failure ? 'unknown' : parts.readFound(answer.body, placeOf(one));
      if (part !== 'unknown') {
        found.set(idOf(one), part?.address ?? null);
        if (part?.isChanged && keptParts.get(idOf(one)) !== 'kept') unread.add(idOf(one));
        if (part && part.etag !== null) etags.set(idOf(one), part.etag);
      }
    }
  }
  return { addresses: found, unread, etags };
}

/** With what people there have made of it where only Strapi is read: it is their occurrences that are written over. */
const heldThere = ({ base, facts: { left } }: StoredLink): Values => ({ ...base, ...left });
