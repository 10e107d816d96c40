import { isUsedUp, newWindow } from '../../../src/sync/window';
import type { GraphAnswer, GraphFailure } from '../microsoft/port';
import type { Cursor } from '../stores/port';
import { eachPage } from './each-page';
import { lastOfEach } from './last-of-each';
import { pageOf, type PageOfChanges } from './page-of-changes';
import type { Collection } from './places';
import { completed } from './read-whole';
import { type RunContext, type RunStopped, stopFor } from './run-context';
import { settleKeys } from './settle-keys';
import { takeIn } from './take-in';

/** A round longer than this is not a mailbox but a server that hands out links for ever (graph-facts §10.2). */
const MOST_PAGES = 20_000;
/** A link that is gone starts a full round; one that is gone again and again is Microsoft's trouble, and waits for the next run. */
const MOST_RESTARTS = 2;
/** Nor is so long a row of pages on which nothing stands. */
const MOST_EMPTY_PAGES = 500;

/**
 * Reads Microsoft's changes page by page. Each page and the cursor behind it are one transaction, so a crash repeats nothing and loses
 * nothing. Gives true when a full round was completed.
 */
export async function pull(run: RunContext): Promise<boolean> {
  const position = await startingPosition(run);
  const wasFull = await readRound(run, position);
  // A round that an earlier run began tells of its own time; what has happened since stands in the next one.
  return position.isResumed ? (await readRound(run, await nextRound(run, position))) || wasFull : wasFull;
}

async function readRound(run: RunContext, first: Position): Promise<boolean> {
  let position = first;
  const visited = new Set<string>();
  let restarts = 0;
  let emptyPages = 0;
  for (let pages = 0; pages < MOST_PAGES && emptyPages < MOST_EMPTY_PAGES; pages += 1) {
    await run.checkpoint();
    const answer = run.answered(position.request) ?? (await run.mailbox.send({ method: 'GET', headers: run.places.readHeaders, ...position.request }));
    if (answer.failure) {
      if (!position.canStartAnew || restarts === MOST_RESTARTS || !isStale(answer.failure)) throw stopFor(answer.failure);
      restarts += 1;
      visited.clear();
      position = await freshRound(run, position.cursor);
      continue;
    }
    const page = readPage(answer);
    if (visited.has(page.link)) throw await givenUp(run, position.cursor, nonsense(answer, 'The same page link came twice in one round.'));
    visited.add(page.link);
    emptyPages = page.value.length > 0 ? 0 : emptyPages + 1;

    const cursor: Cursor = { ...position.cursor, link: page.link, isSettled: page.isLast };
    const collection = { id: cursor.collection, name: cursor.collectionName };
    const read = await completed(run, collection.id, lastOfEach(page.value.map((raw) => run.places.definition.readMicrosoft(raw))));
    const readings = await settleKeys(run, read, collection.id);
    await takeIn(run, { readings, collection, fullRound: cursor.isFull ? cursor.round : null, isFresh: false }, async () => {
      if (page.isLast && cursor.isFull) await run.store.stageUnseen(run.target, cursor.round);
      await run.store.saveCursor(run.target, cursor);
    });
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
  await run.store.transaction(async () => {
    await run.store.saveCursor(run.target, { ...cursor, settingsKey: '' });
    await run.fence();
  });
  return stopFor(failure);
}

interface Position {
  readonly cursor: Cursor;
  readonly request: { readonly path: string } | { readonly link: string };
  readonly canStartAnew: boolean;
  /** In the middle of a round that an earlier run began. */
  readonly isResumed: boolean;
}

async function startingPosition(run: RunContext): Promise<Position> {
  const cursor = await run.store.cursor(run.target);
  if (!cursor || run.isFull || cursor.settingsKey !== run.settingsKey || isUsedUp(cursor.window, run.window, run.startedAt, run.spread)) return freshRound(run, cursor);
  const isResumed = !cursor.isSettled;
  return { cursor: { ...cursor, isFull: cursor.isFull && isResumed }, request: { link: cursor.link }, canStartAnew: true, isResumed };
}

async function nextRound(run: RunContext, last: Position): Promise<Position> {
  const cursor = (await run.store.cursor(run.target)) ?? last.cursor;
  return { cursor: { ...cursor, isFull: false }, request: { link: cursor.link }, canStartAnew: true, isResumed: false };
}

/** A full round is an input like any other: what is known stays known, and is compared, never imported again. */
async function freshRound(run: RunContext, last: Cursor | null): Promise<Position> {
  const collection = last ? { id: last.collection, name: last.collectionName } : await defaultCollection(run);
  const window = newWindow(run.window, run.startedAt);
  const cursor: Cursor = {
    collection: collection.id,
    collectionName: collection.name,
    link: '',
    settingsKey: run.settingsKey,
    window,
    round: (last?.round ?? 0) + 1,
    isFull: true,
    isSettled: false,
  };
  return { cursor, request: { path: run.places.firstPagePath(collection.id, window) }, canStartAnew: false, isResumed: false };
}

async function defaultCollection(run: RunContext): Promise<Collection> {
  let found: Collection | null = null;
  const failure = await eachPage(run, run.places.collectionPath, (_list, body) => {
    found = run.places.readCollection(body);
    return found ? 'enough' : 'more';
  });
  if (failure) throw stopFor(failure);
  if (!found) throw stopFor({ reason: 'nonsense', status: 200, code: '', message: 'Microsoft names no default collection.', retryAfterMs: null, requestId: null });
  return found;
}

function readPage(answer: GraphAnswer): PageOfChanges {
  const page = pageOf(answer.body);
  if (typeof page === 'string') throw stopFor(nonsense(answer, page));
  return page;
}

/** A stored link that Microsoft no longer knows (graph-facts §1.5), or that must not be followed. A full round reads everything again and reconciles. */
const isStale = (failure: GraphFailure): boolean =>
  failure.reason === 'sync-state-gone' || failure.reason === 'not-found' || failure.reason === 'rejected' || leadsAway(failure);

/** The gateway sent nothing: the link goes to another host. Kept, it would stop every run from now on. */
const leadsAway = ({ reason, status }: GraphFailure): boolean => reason === 'nonsense' && status === 0;

function nonsense(answer: GraphAnswer, message: string): GraphFailure {
  return { reason: 'nonsense', status: answer.status, code: '', message, retryAfterMs: null, requestId: answer.headers['request-id'] ?? null };
}

