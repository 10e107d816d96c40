import type { RemoteReading } from '../../../../src/sync/resource';
import type { GraphAnswer } from '../../microsoft/port';
import type { StoredLink } from '../../storage/port';
import { askSlice } from '../ask-in-slices';
import { endsRun, failurePolicy, isRejected } from '../failure-policy';
import { eachPage } from '../collections/each-page';
import { collectionOf } from '../collections/taking-part';
import { fieldsOmittedByDelta, type ListTrust, untold, untried } from './fields-omitted-by-delta';
import { type RunContext, stopFor } from '../context';

type Wholes = Map<string, readonly RemoteReading[]>;

export interface Slice {
  readonly readings: RemoteReading[];
  readonly isLast: boolean;
  /** Ids of items that are listed, and were not found when they were asked for. */
  readonly listed: readonly string[];
  /** Of these, those that nobody knows yet: whether they are there, Microsoft did not say. */
  readonly unproven: readonly string[];
  readonly trust: ListTrust;
}

/** Nothing on it has to be asked for by itself. */
export const isToldWhole = (page: readonly RemoteReading[]): boolean =>
  page.every((reading) => reading.kind === 'item' && untold(reading).length === 0);

/**
 * A list of changes with whatever it says only in part read by itself: of a series it names occurrences, and keeps silent about cancelled
 * ones (graph-facts §1.3). What does not answer stays `incomplete`. It comes in slices, since all that is on it may be too much to be held at once;
 * there is always a last one. `bringsIn`: items that nobody knows yet come in. Never called in a transaction.
 */
export async function* completedInSlices(
  run: RunContext,
  collection: string,
  page: readonly RemoteReading[],
  { bringsIn = true, trust = untried } = {},
): AsyncGenerator<Slice> {
  const listed = await partsGoneByAddress(run, page);
  const incomplete = new Set(listed.flatMap((reading) => (reading.kind === 'incomplete' ? [reading.microsoftId] : [])));
  const { ids, more, trust: trustNow } = await fieldsOmittedByDelta(run, listed, { bringsIn, trust });
  const readAgain = new Set<string>();
  let open: readonly string[] = [...incomplete, ...ids];
  let hasMore = ids.length > 0;
  for (;;) {
    const wholes = await readSlice(
      run,
      open.map((id) => ({ collection, id })),
    );
    const beside = more(wholes);
    const believed = await believeList(run, page, wholes);
    for (const [id, [whole]] of wholes) if (whole?.kind === 'item') readAgain.add(id);
    open = open.filter((id) => !wholes.has(id));
    if (open.length === 0 && hasMore) {
      hasMore = false;
      open = beside;
    }
    const isLast = open.length === 0;
    const plain = isLast ? listed.filter(({ kind, microsoftId }) => kind !== 'incomplete' && !readAgain.has(microsoftId ?? '')) : [];
    const read = [...wholes].flatMap(([id, whole]) => (incomplete.has(id) || whole[0]?.kind === 'item' ? whole : []));
    yield { readings: [...plain, ...read], isLast, ...believed, trust: trustNow() };
    if (isLast) return;
  }
}

/**
 * What the list names is there, although it is not found when it is asked for (a server behind another one, or it was deleted a moment ago): the
 * list of changes will say so if it is gone.
 */
async function believeList(run: RunContext, page: readonly RemoteReading[], wholes: Wholes): Promise<Pick<Slice, 'listed' | 'unproven'>> {
  const ids = page.flatMap(({ kind, microsoftId }) =>
    kind === 'incomplete' && wholes.get(microsoftId ?? '')?.[0]?.kind === 'removed' ? [microsoftId ?? ''] : [],
  );
  if (ids.length === 0) return { listed: [], unproven: [] };
  const links = await run.store.linksByMicrosoftId(run.target, ids);
  for (const id of ids) if (links.has(id)) wholes.set(id, [{ kind: 'incomplete', microsoftId: id }]); // asked for once more
  // Occurrences without their series were seen, for good; of a series that nobody knows they are no proof.
  const wanted = new Set(ids);
  const named = page.flatMap((one) => (one.kind === 'incomplete' && !one.isByPart && wanted.has(one.microsoftId) ? [one.microsoftId] : []));
  const toCome = named.filter((id) => !links.has(id));
  if (toCome.length > 0) await run.guard.askForFull(); // nothing else would bring them in
  return { listed: ids, unproven: toCome };
}

/**
 * A part that has gone, from the window or for good, may be named by its own id alone (graph-facts §§1.2, 1.3); what has become of it, only the item
 * it belongs to says.
 */
async function partsGoneByAddress(run: RunContext, readings: readonly RemoteReading[]): Promise<readonly RemoteReading[]> {
  const removed = run.resource.parts ? readings.flatMap((reading) => (reading.kind === 'removed' ? [reading.microsoftId] : [])) : [];
  if (removed.length === 0) return readings;
  const parts = await run.store.partsByAddress(run.target, removed);
  const named = new Set(readings.map(({ microsoftId }) => microsoftId));
  const wholes = new Set([...parts.values()].flatMap(({ part }) => (part && !named.has(part.of) ? [part.of] : [])));
  return [
    ...readings.filter(({ microsoftId }) => !parts.has(microsoftId ?? '')),
    ...[...wholes].map((microsoftId) => ({ kind: 'incomplete' as const, microsoftId })),
  ];
}

interface ItemId {
  readonly collection: string;
  readonly id: string;
}

/**
 * Reads items by their ids: each with its parts, the item first. A 404 is `removed`; what does not answer is `incomplete`. They come in slices of which
 * each can be held at once.
 */
export async function* readInSlices(run: RunContext, items: readonly ItemId[]): AsyncGenerator<Wholes> {
  let open = [...new Map(items.map((item) => [item.id, item])).values()];
  while (open.length > 0) {
    const wholes = await readSlice(run, open);
    yield wholes;
    open = open.filter(({ id }) => !wholes.has(id));
    if (open.length > 0) await run.guard.checkpoint();
  }
}

/** Of items that were known, or listed, the ids of those that are not there any more. */
export async function removedOf(run: RunContext, items: readonly ItemId[]): Promise<Set<string>> {
  const removed = new Set<string>();
  for await (const wholes of readInSlices(run, items)) for (const [id, [whole]] of wholes) if (whole?.kind === 'removed') removed.add(id);
  return removed;
}

/** The first of them. */
async function readSlice(run: RunContext, items: readonly ItemId[]): Promise<Wholes> {
  const { definition, wholePath, readHeaders } = run.resource;
  const answered = await askSlice(run, items, ({ collection, id }) => ({
    method: 'GET' as const,
    path: wholePath(collectionOf(run, collection), id),
    headers: readHeaders,
  }));
  const failure = endsRun(
    run,
    answered.map(({ answer }) => answer),
  );
  if (failure) throw stopFor(failure);
  const absent = await absentOf(
    run,
    answered.flatMap(({ one, answer }) => (isRejected(answer.failure) ? [one] : [])),
  );
  const wholes: Wholes = new Map();
  for (const { one, answer } of answered) wholes.set(one.id, readingsOf(one.id, await withListsAskedApart(run, one, answer)));
  return wholes;

  function readingsOf(id: string, { body, failure }: GraphAnswer): readonly RemoteReading[] {
    if (!failure) return wholeIn(id, definition.readWhole(body));
    const { read } = failurePolicy[failure.reason];
    if (read === 'gone' || absent.has(id)) return [{ kind: 'removed', microsoftId: id }];
    const why = failure.message || failure.code || 'no answer';
    return [read === 'held' ? { kind: 'unusable', microsoftId: id, why } : { kind: 'incomplete', microsoftId: id }];
  }
}

/** What its answer keeps of its lists is read by itself. Where that is not answered, it stays untold. */
async function withListsAskedApart(run: RunContext, { collection, id }: ItemId, answer: GraphAnswer): Promise<GraphAnswer> {
  const rest = answer.failure ? null : run.resource.askedApart(collectionOf(run, collection), id, answer.body);
  if (!rest) return answer;
  const all = [...rest.first];
  const failure = await eachPage(run, rest.from, (page) => {
    for (const one of page) all.push(one);
    return all.length < MOST_OF_LIST ? 'more' : 'enough';
  });
  // Another time it is answered, and until then nobody knows all of the item; what is nowhere to be had, nobody ever tells.
  if (failure && failurePolicy[failure.reason].read === 'asked-again') return { ...answer, failure };
  if (failure || all.length >= MOST_OF_LIST) return answer;
  return { ...answer, body: { ...(answer.body as object), [rest.name]: all, [`${rest.name}@odata.nextLink`]: undefined } };
}

/** No series and no task has so many. */
const MOST_OF_LIST = 10_000;

/** An answer that names no item does not tell of the one that was asked for: as if there were none. */
const wholeIn = (id: string, readings: readonly RemoteReading[]): readonly RemoteReading[] =>
  (readings[0]?.microsoftId ?? null) === null ? [{ kind: 'incomplete', microsoftId: id }] : readings;

/**
 * Where a collection can be looked through, an item that Microsoft refuses to name is not there when all of the list has been read without it:
 * of tasks that are gone it says 400 as well as 404 (graph-facts §2.4). Returns the ids of those.
 */
async function absentOf(run: RunContext, refused: readonly ItemId[]): Promise<Set<string>> {
  const { find, definition } = run.resource;
  const absent = new Set<string>();
  if (find.kind !== 'scan') return absent;
  for (const collection of new Set(refused.map((item) => item.collection))) {
    const wanted = new Set(refused.filter((item) => item.collection === collection).map(({ id }) => id));
    const failure = await eachPage(run, find.path(collectionOf(run, collection)), (page) => {
      for (const raw of page) wanted.delete(definition.readMicrosoft(raw).microsoftId ?? '');
      return wanted.size > 0 ? 'more' : 'enough';
    });
    if (!failure) for (const id of wanted) absent.add(id);
  }
  return absent;
}

/** What has to be read to know of an item: of a part, the item it belongs to. */
export const wholeOf = ({ part, microsoftId }: StoredLink): string => part?.of ?? microsoftId ?? '';
