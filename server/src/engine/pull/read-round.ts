import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RemoteReading } from '../../../../src/sync/resource';
import { MOST_HALVINGS } from '../../../../src/sync/window';
import { mapInTurns } from '../../node/in-turns';
import type { GraphAnswer, GraphFailure } from '../../microsoft/port';
import type { Cursor } from '../../storage/port';
import { askPage, wholePages } from '../collections/ask-page';
import { bringsIn } from '../collections/taking-part';
import { latestVersions } from './latest-versions';
import { pageOf, type PageOfChanges } from './page-of-changes';
import { completedInSlices, isToldWhole, type Slice } from './fetch-items';
import { type RunContext, RunStopped, stopFor } from '../context';
import { identify } from './identify';
import type { Identified } from './page';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { nonsense } from '../nonsense';
import { type CommittedPage, commitPage } from './commit-page';
import { type ListTrust, untried } from './fields-omitted-by-delta';
import { freshRound, isGivenUpOn, isStale, mustBeReadWhole, type Position } from './reading-position';
import { onlyLinked } from './only-linked';
import { createSlices } from './slices';
import { isPerhapsTooWide, isTooWide, narrower } from './too-wide';

/** A round longer than this is not a mailbox but a server that hands out links for ever (graph-facts §10.2). */
const MOST_PAGES = 20_000;
/** A link that is gone starts a full round; one that is gone again and again is Microsoft's trouble, and waits for the next run. */
const MOST_RESTARTS = 2;
/** Nor is so long a row of pages on which nothing stands. */
const MOST_EMPTY_PAGES = 500;

/**
 * After so many turns of the event loop `fetch` has written a request to its socket (measured on Node 20 to 24). Where statements of SQLite hold up
 * this process before, it leaves when they are done.
 */
const TURNS_TO_LEAVE = 3;

/** What reading has found out so far. */
export interface PullFindings {
  wasFull: boolean;
  readonly listed: Set<string>;
  readonly unproven: Set<string>;
  trust: ListTrust;
  /** Collections that this run has asked for. */
  readonly begun: Set<string>;
}
export const nothingFound = (): PullFindings => ({
  wasFull: false,
  listed: new Set(),
  unproven: new Set(),
  trust: untried,
  begun: new Set(),
});

/**
 * One round of a collection, page after page. What is in the way of it is gone round where that is possible: a narrower window, a round begun anew, all of
 * the list in place of its changes.
 */
export async function readRound(run: RunContext, first: Position, pulled: PullFindings): Promise<void> {
  const ahead = createAhead();
  try {
    await readPages(run, first, pulled, ahead);
  } finally {
    await ahead.ended(); // no request outlives the run
  }
}

async function readPages(run: RunContext, first: Position, pulled: PullFindings, ahead: Ahead): Promise<void> {
  pulled.begun.add(first.cursor.collection.id);
  let position = first;
  const visited = new Set<string>();
  let restarts = 0;
  let emptyPages = 0;
  const size = wholePages();
  const series = new Set<string>();
  const slices = createSlices();
  const { collection } = first.cursor;
  for (let pages = 0; pages < MOST_PAGES && emptyPages < MOST_EMPTY_PAGES; pages += 1) {
    if (pages > 0 && run.guard.isTurnOver()) throw await handedOn(run, pulled);
    await run.guard.checkpoint();
    const answer = await (ahead.take() ?? askPage(run, position.request, size, run.guard.answered(position.request)));
    if (answer.failure) {
      const other = anotherWay(run, { position, restarts, isFirstPage: pages === 0 }, answer.failure);
      if (other.isStartedAnew) restarts += 1;
      visited.clear();
      position = other.position;
      continue;
    }
    const page = readPage(answer, position.cursor);
    if (visited.has(page.link)) {
      const failure = nonsense('The same page link came twice in one round.', answer);
      if (!mustBeReadWhole(run, position, failure)) throw await givenUp(run, position.cursor, failure);
      visited.clear();
      position = freshRound(run, collection, position.halvings, { isReadWhole: true });
      continue;
    }
    visited.add(page.link);
    emptyPages = page.value.length > 0 ? 0 : emptyPages + 1;

    const comparedAt = page.isLast && position.cursor.isFull ? run.start.at : position.cursor.comparedAt;
    const cursor: Cursor = { ...position.cursor, link: page.link, isSettled: page.isLast, comparedAt };
    const isTakingPart = bringsIn(run.reading, collection);
    const named = latestVersions(await mapInTurns(page.value, (raw) => run.resource.definition.readMicrosoft(raw)));
    // Of a series, each of its dates is told; it is read once.
    const listed = cursor.isReadWhole ? named.filter((one) => !isNamedBefore(series, one)) : named;
    const { trust } = pulled;
    const askNext = async () => {
      if (!page.isLast) await ahead.ask(() => askPage(run, { link: page.link }, size));
    };
    if (isToldWhole(listed)) await askNext();
    for await (const part of completedInSlices(run, collection.id, listed, { bringsIn: isTakingPart, trust })) {
      const { readings: read, isLast } = part;
      noteListed(pulled, part);
      const found = await identify(run, read, collection);
      const readings = isTakingPart ? found.readings : await onlyLinked(run, found);
      const ofPage = { collection, fullRound: cursor.isFull ? cursor.round : null, isFresh: false };
      let left = readings;
      let links: Identified['links'] | undefined = found.links; // until something of the page is committed
      while (left.length > 0 && (!isLast || slices.isMore(left))) {
        const { slice, rest } = slices.next(left);
        noteCommitted(pulled, await slices.timed(slice, () => commitPage(run, { ...ofPage, readings: slice }, { links }))); // if the run breaks off, the page comes again
        await run.guard.checkpoint();
        links = undefined;
        left = rest;
      }
      if (!isLast) continue;
      await askNext(); // not before: what a page asks for more would be too many at once (graph-facts §4)
      const stagedUnseen = page.isLast && cursor.isFull ? { collection: collection.id, round: cursor.round } : null;
      noteCommitted(
        pulled,
        await slices.timed(left, () => commitPage(run, { ...ofPage, readings: left }, { links, cursors: [cursor], stagedUnseen })),
      );
    }
    noteAnswered(run, position);
    if (page.isLast) {
      pulled.wasFull ||= cursor.isFull;
      return;
    }
    position = { ...position, cursor, request: { link: page.link }, canStartAnew: true };
  }
  throw await givenUp(run, position.cursor, nonsense('The list of changes has no end.'));
}

/** The next page, which is on its way while this one is taken in. */
interface Ahead {
  ask(page: () => Promise<GraphAnswer>): Promise<void>;
  take(): Promise<GraphAnswer> | null;
  ended(): Promise<unknown>;
}

function createAhead(): Ahead {
  let asked: Promise<GraphAnswer> | null = null;
  return {
    async ask(page) {
      if (asked) return;
      asked = page();
      asked.catch(() => undefined); // told to whoever takes it
      for (let turn = 0; turn < TURNS_TO_LEAVE; turn += 1) await nextTurn();
    },
    take() {
      const taken = asked;
      asked = null;
      return taken;
    },
    ended: () => Promise.allSettled([asked]),
  };
}

/** How reading goes on where a page is refused; throws where it does not. */
function anotherWay(
  run: RunContext,
  { position, restarts, isFirstPage }: { position: Position; restarts: number; isFirstPage: boolean },
  failure: GraphFailure,
): { readonly position: Position; readonly isStartedAnew: boolean } {
  const { collection, isReadWhole } = position.cursor;
  if (position.halvings < MOST_HALVINGS && isTooWide(run, position, failure))
    return { position: narrower(run, position), isStartedAnew: false };
  if (isPerhapsTooWide(run, failure)) run.reading.windowShrink.refusals += 1;
  const canStartAnew = isStale(failure) || (isFirstPage && isGivenUpOn(run, position, failure));
  const isStartedAnew = position.canStartAnew && restarts < MOST_RESTARTS && canStartAnew;
  if (!isStartedAnew && !mustBeReadWhole(run, position, failure)) throw stopFor(failure);
  return {
    position: freshRound(run, collection, position.halvings, { isReadWhole: !isStartedAnew || isReadWhole }),
    isStartedAnew: true,
  };
}

/** Where everything was to be read, what has not been begun with is begun anew by the run that goes on, which is not told of it in another way. */
async function handedOn(run: RunContext, { begun }: PullFindings): Promise<RunStopped> {
  const left = run.start.isFull ? [...run.reading.cursors.values()].filter(({ collection }) => !begun.has(collection.id)) : [];
  if (left.length > 0) await commit(run, { ...newChangeSet(), cursors: left.map((cursor) => ({ ...cursor, settingsKey: '' })) });
  return new RunStopped({ kind: 'turn-over' });
}

function noteListed(pulled: PullFindings, { listed, unproven, trust }: Slice): void {
  for (const id of listed) pulled.listed.add(id);
  for (const id of unproven) pulled.unproven.add(id);
  pulled.trust = trust;
}

function noteCommitted(pulled: PullFindings, { listed, unlisted }: CommittedPage): void {
  for (const id of listed) pulled.listed.add(id);
  for (const id of unlisted) pulled.listed.delete(id);
}

/** A round without an end is not gone on with: the cursor belongs to no settings any more, so the next run begins another (graph-facts §10.2). */
async function givenUp(run: RunContext, cursor: Cursor, failure: GraphFailure): Promise<RunStopped> {
  await commit(run, { ...newChangeSet(), cursors: [{ ...cursor, settingsKey: '' }] });
  return stopFor(failure);
}

function noteAnswered(run: RunContext, { halvings }: Position): void {
  if (halvings > run.reading.windowShrink.halvings) run.reading.windowShrink.triedAt = run.start.at;
  Object.assign(run.reading.windowShrink, { halvings, refusals: 0 });
}

function isNamedBefore(series: Set<string>, { kind, microsoftId }: RemoteReading): boolean {
  if (kind !== 'incomplete') return false;
  const isKnown = series.has(microsoftId);
  series.add(microsoftId);
  return isKnown;
}

function readPage(answer: GraphAnswer, cursor: Cursor): PageOfChanges {
  const page = pageOf(answer.body, cursor);
  if (typeof page === 'string') throw stopFor(nonsense(page, answer));
  return page;
}
