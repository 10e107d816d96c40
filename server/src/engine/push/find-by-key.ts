import { documentIdOf } from '../../../../src/sync/entry-id';
import type { RemoteItem, RemoteReading } from '../../../../src/sync/resource';
import type { GraphFailure } from '../../microsoft/port';
import type { StoredLink } from '../../storage/port';
import { type Answered, askInSlices, MOST_BYTES_HELD } from '../ask-in-slices';
import { everSent, idempotencyKey } from '../changes/our-writes';
import { eachPage, listIn } from '../collections/each-page';
import { collectionOf, listCollections } from '../collections/taking-part';
import { endsRun } from '../failure-policy';
import { completedInSlices, readInSlices } from '../pull/fetch-items';
import { type RunContext, stopFor } from '../context';
import { oldestFirst } from '../pull/duplicates';
import type { Place } from '../resources/graph-resource';

/** Of some of the links, what their creates have made. */
export interface FoundByKey {
  readonly found: readonly {
    readonly link: StoredLink;
    /** Microsoft's items that carry its key, the oldest first; `null`: Microsoft did not say. */
    readonly items: readonly RemoteItem[] | null;
    /** What came with the oldest, where that has parts. */
    readonly parts: readonly RemoteReading[];
  }[];
  /** Ends the run, once what was found is kept. */
  readonly failure: GraphFailure | null;
}

/** Looks for what these links' creates have made, as the places say it can be found: so many at a time that they can be held. */
export function findByKey(run: RunContext, links: readonly StoredLink[]): AsyncGenerator<FoundByKey> {
  const { find } = run.resource;
  return find.kind === 'filter' ? ask(run, links, find.path) : scan(run, links, (collection) => find.path(collectionOf(run, collection)));
}

type PathOf = (collection: Place, documentId: string) => string;

async function* ask(run: RunContext, links: readonly StoredLink[], path: PathOf): AsyncGenerator<FoundByKey> {
  const absent: StoredLink[] = [];
  const slices = askInSlices(run, links, ({ collection, documentId }) => ({
    method: 'GET' as const,
    path: path(collectionOf(run, collection), documentIdOf(documentId ?? '')),
    headers: run.resource.readHeaders,
  }));
  for await (const slice of slices) {
    const failure = endsRun(
      run,
      slice.map(({ answer }) => answer),
    );
    for (const one of slice) {
      const found = await oldestWhole(run, one);
      if (found.items?.length === 0) absent.push(one.one);
      yield { found: [found], failure: one === slice.at(-1) ? failure : null };
    }
  }
  if (absent.length > 0) yield* askElsewhere(run, absent, path);
}

/** Somebody may have moved it before anybody heard of it. It is taken as made where it was to be; where it is by now, it is asked when it is proven. */
async function* askElsewhere(run: RunContext, links: readonly StoredLink[], path: PathOf): AsyncGenerator<FoundByKey> {
  const own = (await listCollections(run)).filter(({ isOwned, isReadOnly }) => isOwned && !isReadOnly);
  const asked = links.flatMap((link) => own.filter(({ id }) => id !== link.collection).map((collection) => ({ link, collection })));
  const slices = askInSlices(run, asked, ({ link: { documentId }, collection }) => ({
    method: 'GET' as const,
    path: path(collection, documentIdOf(documentId ?? '')),
    headers: run.resource.readHeaders,
  }));
  const isFound = new Set<number>();
  for await (const slice of slices) {
    const failure = endsRun(run, slice.map(({ answer }) => answer)); // prettier-ignore
    for (const { one, answer } of slice) {
      const found = await oldestWhole(run, { one: one.link, answer });
      if (isFound.has(one.link.id) || found.items?.length === 0) continue;
      if (found.items) isFound.add(one.link.id);
      yield { found: [found], failure: null };
    }
    if (failure) yield { found: [], failure };
  }
}

async function oldestWhole(run: RunContext, { one: link, answer }: Answered<StoredLink>): Promise<FoundByKey['found'][number]> {
  const listed = listIn(answer);
  if (listed === null) return { link, items: null, parts: [] };
  let oldest: RemoteItem | null = null;
  let parts: readonly RemoteReading[] = [];
  for (const raw of listed) {
    const [whole, ...rest] = await completedAlone(run, link.collection, run.resource.definition.readMicrosoft(raw));
    if (whole?.kind !== 'item' || !isMadeBy(run, link, whole)) continue;
    if (oldest && oldestFirst([oldest, whole])[0] === oldest) continue;
    oldest = whole;
    parts = rest;
  }
  return { link, items: oldest ? [oldest] : [], parts };
}

/**
 * Where the answer does not show the key, that Microsoft's filter has let it through is not enough: query options that a server does not know it may
 * pass over in silence, and then it lists everything. It is ours by the key of our request, or as what was sent.
 */
function isMadeBy(run: RunContext, link: StoredLink, { key, requestKey, values }: RemoteItem): boolean {
  const documentId = link.documentId ?? '';
  if (key !== null) return key === documentIdOf(documentId);
  if (requestKey) return requestKey === idempotencyKey(run, documentId, link.id);
  const { fingerprint } = run.resource.definition;
  const print = fingerprint(values);
  return print !== null && everSent(link).some((sent) => fingerprint(sent) === print);
}

async function completedAlone(run: RunContext, collection: string, reading: RemoteReading): Promise<RemoteReading[]> {
  const all: RemoteReading[] = [];
  for await (const { readings } of completedInSlices(run, collection, [reading])) all.push(...readings);
  return all;
}

/** Looks through the whole list, more than once where what is found is too much to be held at once. */
async function* scan(run: RunContext, links: readonly StoredLink[], path: (collection: string) => string): AsyncGenerator<FoundByKey> {
  let open = links;
  while (open.length > 0) {
    const { byKey, hasUnread, isPart } = await scanOnce(run, open, path);
    const isTold = ({ documentId }: StoredLink) => !isPart || byKey.has(documentIdOf(documentId ?? ''));
    const found = open.filter(isTold).map((link) => {
      const items = oldestFirst(byKey.get(documentIdOf(link.documentId ?? '')) ?? []);
      return { link, items: items.length === 0 && hasUnread ? null : items, parts: [] }; // it may be the one that could not be read
    });
    yield { found, failure: null };
    open = open.filter((link) => !isTold(link));
  }
}

interface Scanned {
  readonly byKey: ReadonlyMap<string, readonly RemoteItem[]>;
  readonly hasUnread: boolean;
  /** There may be more. One that was made twice is settled when it comes with a page of changes. */
  readonly isPart: boolean;
}

/** A scan that breaks off tells nothing about what it has not seen: the run ends, and the creates stay unanswered. */
async function scanOnce(run: RunContext, links: readonly StoredLink[], path: (collection: string) => string): Promise<Scanned> {
  const wanted = new Set(links.map(({ documentId }) => documentIdOf(documentId ?? '')));
  const byKey = new Map<string, RemoteItem[]>();
  let left = MOST_BYTES_HELD;
  let hasUnread = false;
  const note = (reading: RemoteReading | undefined, size: number): void => {
    if (reading?.kind !== 'item' || reading.key === null || !wanted.has(reading.key)) return;
    const same = byKey.get(reading.key) ?? [];
    byKey.set(reading.key, same);
    same.push(reading);
    left -= size;
  };
  const scanned = (isPart: boolean): Scanned => ({ byKey, hasUnread, isPart });
  for (const collection of new Set(links.map((link) => link.collection))) {
    const tooLong: { collection: string; id: string }[] = [];
    const failure = await eachPage(run, path(collection), (page) => {
      for (const raw of page) {
        const reading = run.resource.definition.readMicrosoft(raw);
        if (reading.kind === 'incomplete') tooLong.push({ collection, id: reading.microsoftId });
        else note(reading, JSON.stringify(raw).length);
      }
      return left > 0 ? 'more' : 'enough';
    });
    if (failure) throw stopFor(failure);
    if (left <= 0) return scanned(true);
    for await (const wholes of readInSlices(run, tooLong)) {
      for (const [whole] of wholes.values()) {
        note(whole, MOST_BYTES_HELD); // too long for a page
        hasUnread ||= whole?.kind !== 'item' && whole?.kind !== 'removed';
      }
      if (left <= 0) return scanned(true);
    }
  }
  return scanned(false);
}
