import { isTimeToWiden, isUsedUp, MOST_HALVINGS, newWindow } from '../../../../src/sync/window';
import { within } from '../../causes/within';
import { mapInTurns } from '../../node/in-turns';
import type { FailureReason, GraphAnswer, GraphFailure } from '../../microsoft/port';
import type { Collection, Cursor } from '../../storage/port';
import { askPage, wholePages } from '../collections/ask-page';
import { asksForCollections, bringsIn, listCollections, nextRoundOf, takingPart } from '../collections/collections';
import { lastOfEach } from './latest-versions';
import { pageOf, type PageOfChanges } from './page-of-changes';
import { completedInSlices } from './fetch-items';
import { type RunContext, RunStopped, stopFor } from '../context';
import { reconcileCollections } from '../collections/reconcile';
import { resolveDuplicateKeys } from './resolve-duplicate-keys';
import { detectMoves } from './detect-moves';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { commitPage } from './commit-page';
import { thoseKnown } from './only-linked';

/** A round longer than this is not a mailbox but a server that hands out links for ever (graph-facts §10.2). */
const MOST_PAGES = 20_000;
/** A link that is gone starts a full round; one that is gone again and again is Microsoft's trouble, and waits for the next run. */
const MOST_RESTARTS = 2;
/** Nor is so long a row of pages on which nothing stands. */
const MOST_EMPTY_PAGES = 500;

/**
 * Reads Microsoft's changes, collection by collection and page by page. Each page and the cursor behind it are one transaction, so a crash
 * repeats nothing and loses nothing. Returns true when a full round was completed.
 */
export async function pull(run: RunContext): Promise<boolean> {
  let wasFull = false;
  for (const collection of await collectionsToRead(run))
    wasFull = (await unlessRefused(run, collection, () => pullFrom(run, collection))) || wasFull;
  return wasFull;
}

async function collectionsToRead(run: RunContext): Promise<readonly Collection[]> {
  const cursors = [...run.cursors.values()];
  if (!run.isFull && !asksForCollections(run.places, { cursors, choice: run.choice })) return cursors.map(({ collection }) => collection);
  if (cursors.length > 0 && !run.places.hasSeveral) return cursors.map(({ collection }) => collection);
  const listed = await listCollections(run);
  await reconcileCollections(run, listed);
  return takingPart(listed, { choice: run.choice, isRead: (id) => run.cursors.has(id) });
}

/**
 * Reads on in every collection, and in those that were not read so far, before items that are gone from theirs are taken for deleted: they may
 * have been moved to another, with another id (graph-facts §2.1). From then on these are followed too.
 */
export async function followMoves(run: RunContext): Promise<void> {
  const listed = await listCollections(run);
  for (const collection of listed) {
    if (!run.cursors.has(collection.id) && collection.isReadOnly) continue; // nothing can be moved there
    await unlessRefused(run, collection, () => pullFrom({ ...run, isFull: false }, collection)); // what this run has read in full is gone on with
  }
}

async function pullFrom(run: RunContext, collection: Collection): Promise<boolean> {
  const position = startingPosition(run, collection);
  // A full round that broke off is gone on with, or a long one would never end. Whatever was asked for since it began is read by another one.
  if (run.isFull && position.isResumed) await run.askForFull();
  const wasFull = await readRound(run, position);
  // A round that an earlier run began tells of its own time; what has happened since stands in the next one.
  return position.isResumed ? (await readRound(run, nextRound(run, position))) || wasFull : wasFull;
}

/** What Microsoft refuses to show of one collection, beside the default one, holds up that collection only. */
async function unlessRefused(run: RunContext, { id, name, isDefault }: Collection, read: () => Promise<boolean>): Promise<boolean> {
  try {
    const wasFull = await read();
    if (!isDefault) await commit(run, { ...newChangeSet(), releases: [id] });
    return wasFull;
  } catch (error) {
    if (
      isDefault ||
      !(error instanceof RunStopped) ||
      error.stop.kind !== 'microsoft' ||
      !ofOneCollection.includes(error.stop.failure.reason)
    )
      throw error;
    const why = error.stop.failure.message || error.stop.failure.code || `status ${error.stop.failure.status}`;
    const message = `Microsoft does not show this calendar or list: ${within(why)}. What is in it stays as it is until Microsoft does.`;
    await commit(run, {
      ...newChangeSet(),
      holds: [{ of: { item: id, title: name }, note: { code: 'rejected-by-microsoft', side: 'strapi', fields: [], message } }],
    });
    return false;
  }
}
const ofOneCollection: readonly FailureReason[] = ['forbidden', 'not-found', 'rejected', 'nonsense', 'too-large', 'window-too-wide'];

async function readRound(run: RunContext, first: Position): Promise<boolean> {
  let position = first;
  const visited = new Set<string>();
  let restarts = 0;
  let emptyPages = 0;
  const size = wholePages();
  let ahead: Promise<GraphAnswer> | null = null;
  for (let pages = 0; pages < MOST_PAGES && emptyPages < MOST_EMPTY_PAGES; pages += 1) {
    await run.checkpoint();
    const answer = await (ahead ?? askPage(run, position.request, size, run.answered(position.request)));
    ahead = null;
    if (answer.failure) {
      if (position.halvings < MOST_HALVINGS && isTooWide(run, position, answer.failure)) {
        visited.clear();
        position = narrower(run, position);
        continue;
      }
      if (isPerhapsTooWide(run, answer.failure)) run.narrowing.refusals += 1;
      const canStartAnew = isStale(answer.failure) || (pages === 0 && isGivenUpOn(run, position, answer.failure));
      if (!position.canStartAnew || restarts === MOST_RESTARTS || !canStartAnew) throw stopFor(answer.failure);
      restarts += 1;
      visited.clear();
      position = freshRound(run, position.cursor.collection, position.halvings);
      continue;
    }
    const page = readPage(answer);
    if (visited.has(page.link)) throw await givenUp(run, position.cursor, nonsense(answer, 'The same page link came twice in one round.'));
    visited.add(page.link);
    emptyPages = page.value.length > 0 ? 0 : emptyPages + 1;

    const cursor: Cursor = { ...position.cursor, link: page.link, isSettled: page.isLast };
    const { collection } = cursor;
    const isTakingPart = bringsIn(run, collection);
    const listed = lastOfEach(await mapInTurns(page.value, (raw) => run.places.definition.readMicrosoft(raw)));
    for await (const { readings: read, isLast } of completedInSlices(run, collection.id, listed, { bringsIn: isTakingPart })) {
      const settled = await resolveDuplicateKeys(run, read, collection);
      await detectMoves(run, settled, collection);
      const readings = isTakingPart ? settled : await thoseKnown(run, settled);
      const slice = { readings, collection, fullRound: cursor.isFull ? cursor.round : null, isFresh: false };
      if (!isLast) {
        await commitPage(run, slice); // if the run breaks off, the page comes again
        await run.checkpoint();
        continue;
      }
      // The next page is on its way while this one is written. Not before: what a page asks for more would be too many at once (graph-facts §4).
      if (!page.isLast) ahead = askPage(run, { link: page.link }, size);
      const stagedUnseen = page.isLast && cursor.isFull ? { collection: collection.id, round: cursor.round } : null;
      const written = commitPage(run, slice, { cursors: [cursor], stagedUnseen });
      await Promise.allSettled([written, ahead]); // no request outlives the run
      await written;
    }
    run.cursors.set(collection.id, cursor);
    noteAnswered(run, position);
    if (page.isLast) return cursor.isFull;
    position = { ...position, cursor, request: { link: page.link }, canStartAnew: true };
  }
  throw await givenUp(run, position.cursor, {
    reason: 'nonsense',
    status: 200,
    code: '',
    message: 'The list of changes has no end.',
    retryAfterMs: null,
    requestId: null,
  });
}

/** A round without an end is not gone on with: the cursor belongs to no settings any more, so the next run begins another (graph-facts §10.2). */
async function givenUp(run: RunContext, cursor: Cursor, failure: GraphFailure): Promise<RunStopped> {
  await commit(run, { ...newChangeSet(), cursors: [{ ...cursor, settingsKey: '' }] });
  return stopFor(failure);
}

interface Position {
  readonly cursor: Cursor;
  readonly request: { readonly path: string } | { readonly link: string };
  readonly canStartAnew: boolean;
  /** In the middle of a round that an earlier run began. */
  readonly isResumed: boolean;
  /** Of its window. */
  readonly halvings: number;
  /** Where reading goes on if Microsoft does not answer for more than before. */
  readonly otherwise: Position | null;
}

function startingPosition(run: RunContext, collection: Collection): Position {
  const cursor = run.cursors.get(collection.id);
  const { halvings } = run.narrowing;
  if (!cursor || cursor.settingsKey !== run.settingsKey) return freshRound(run, collection, 0);
  const wider = Math.max(0, halvings - 1); // Microsoft may have recovered, or the series that were too many have ended
  if (isUsedUp(cursor.window, run.window, { now: run.startedAt, spread: run.spread, halvings })) return freshRound(run, collection, wider);
  const isResumed = !cursor.isSettled;
  if (run.isFull && !(isResumed && cursor.isFull)) return freshRound(run, collection, wider);
  const goingOn: Position = {
    cursor: { ...cursor, isFull: cursor.isFull && isResumed },
    request: { link: cursor.link },
    canStartAnew: true,
    isResumed,
    halvings,
    otherwise: null,
  };
  if (isResumed || !isTimeToWiden(run.narrowing, run.startedAt)) return goingOn;
  run.narrowing.triedAt = run.startedAt; // whatever comes of it
  return { ...freshRound(run, collection, 0), otherwise: goingOn };
}

function nextRound(run: RunContext, last: Position): Position {
  const cursor = run.cursors.get(last.cursor.collection.id) ?? last.cursor;
  return {
    cursor: { ...cursor, isFull: false },
    request: { link: cursor.link },
    canStartAnew: true,
    isResumed: false,
    halvings: run.narrowing.halvings,
    otherwise: null,
  };
}

/** A full round is an input like any other: what is known stays known, and is compared, never imported again. */
function freshRound(run: RunContext, collection: Collection, halvings: number): Position {
  const window = newWindow(run.window, run.startedAt, halvings);
  const cursor: Cursor = {
    collection,
    link: '',
    settingsKey: run.settingsKey,
    window,
    round: nextRoundOf(run),
    isFull: true,
    isSettled: false,
  };
  return {
    cursor,
    request: { path: run.places.firstPagePath(collection.id, window) },
    canStartAnew: false,
    isResumed: false,
    halvings,
    otherwise: null,
  };
}

function narrower(run: RunContext, { cursor, halvings, otherwise }: Position): Position {
  if (otherwise && halvings + 1 >= otherwise.halvings) return otherwise;
  return { ...freshRound(run, cursor.collection, halvings + 1), otherwise };
}

function noteAnswered(run: RunContext, { halvings }: Position): void {
  if (halvings > run.narrowing.halvings) run.narrowing.triedAt = run.startedAt;
  Object.assign(run.narrowing, { halvings, refusals: 0 });
}

/**
 * Microsoft cannot answer for so many days (graph-facts §1.2): what leaves a narrower window is followed by its id, and deleted nowhere. A
 * server in trouble answers a 504 or 503 too, so these are given a second run, and a 503 several. Where more is asked for than was answered
 * before, anything but an answer means that the time has not come.
 */
function isTooWide(run: RunContext, { otherwise }: Position, failure: GraphFailure): boolean {
  if (failure.reason === 'window-too-wide' && failure.status === 400) return true; // it says so
  if (otherwise && failure.reason === 'unavailable') return true;
  return isPerhapsTooWide(run, failure) && (otherwise !== null || run.narrowing.refusals >= (failure.status === 503 ? 3 : 1));
}

const isPerhapsTooWide = (run: RunContext, { reason, status }: GraphFailure): boolean =>
  (reason === 'window-too-wide' && status === 504) || (reason === 'unavailable' && status === 503 && run.places.hasWindow);

function readPage(answer: GraphAnswer): PageOfChanges {
  const page = pageOf(answer.body);
  if (typeof page === 'string') throw stopFor(nonsense(answer, page));
  return page;
}

/** A stored link that Microsoft no longer knows (graph-facts §1.5), or that must not be followed. A full round reads everything again and reconciles. */
const isStale = (failure: GraphFailure): boolean =>
  failure.reason === 'sync-state-gone' || failure.reason === 'not-found' || failure.reason === 'rejected' || leadsAway(failure);

/**
 * A stored link that is answered by anything but Graph, or by its faults, run after run, while others may be let through: its length, its signs or
 * what is in it is what a proxy or Graph itself cannot cope with. Another way is tried every few runs, and at once where somebody asks for
 * everything; if nothing is let through, that costs one request. Other collections than the default one do not hold a run up, so nobody counts.
 */
function isGivenUpOn({ isFull, attempts }: RunContext, { cursor }: Position, { reason, status, code }: GraphFailure): boolean {
  if (reason === 'forbidden' && code === '') return true; // a firewall's: Graph says which right is wanting
  const isItsOwn = (reason === 'nonsense' && status > 0) || (reason === 'unavailable' && status >= 500 && status !== 503 && status !== 504);
  return isItsOwn && (isFull || !cursor.collection.isDefault || attempts % TRY_ANOTHER_WAY_EVERY === TRY_ANOTHER_WAY_EVERY - 1);
}
const TRY_ANOTHER_WAY_EVERY = 3;

/** The gateway sent nothing: the link goes to another host. Kept, it would stop every run from now on. */
const leadsAway = ({ reason, status }: GraphFailure): boolean => reason === 'nonsense' && status === 0;

function nonsense(answer: GraphAnswer, message: string): GraphFailure {
  return {
    reason: 'nonsense',
    status: answer.status,
    code: '',
    message,
    retryAfterMs: null,
    requestId: answer.headers['request-id'] ?? null,
  };
}
