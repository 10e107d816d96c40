import { isTimeToWiden, isUsedUp, newWindow } from '../../../../src/sync/window';
import type { GraphFailure } from '../../microsoft/port';
import type { Collection, Cursor } from '../../storage/port';
import { nextRoundOf } from '../collections/taking-part';
import type { RunContext } from '../context';
import { failurePolicy, isFaultOfRequest, isOfFirewall, leadsAway, tellsNoChanges } from '../failure-policy';

/** What judging where a round begins stands on; nothing here reads or writes. */
export type Run = Pick<RunContext, 'reading' | 'settings' | 'start' | 'resource'>;

export interface Position {
  readonly cursor: Cursor;
  readonly request: { readonly path: string } | { readonly link: string };
  readonly canStartAnew: boolean;
  /** In the middle of a round that an earlier run began. */
  readonly isResumed: boolean;
  /** Of its window. */
  readonly halvings: number;
  /** It asks for more than was answered before: where reading goes on if Microsoft still does not answer for that. */
  readonly otherwise: Position | null;
}

export function startingPosition(run: Run, collection: Collection): Position {
  const cursor = run.reading.cursors.get(collection.id);
  const { halvings } = run.reading.windowShrink;
  if (!cursor || cursor.settingsKey !== run.settings.key) return freshRound(run, collection, 0);
  const wider = Math.max(0, halvings - 1); // Microsoft may have recovered, or the series that were too many have ended
  if (isUsedUp(cursor.window, run.settings.window, { now: run.start.at, jitter: run.start.jitter, halvings }))
    return freshRound(run, collection, wider);
  const isResumed = !cursor.isSettled;
  if (run.start.isFull && !(isResumed && cursor.isFull)) return freshRound(run, collection, wider, cursor);
  if (cursor.isReadWhole && !isResumed) return freshRound(run, collection, halvings, cursor);
  const several = run.reading.cursors.size > 1;
  if (!isResumed && isCompareDue(run.resource, cursor, { several, now: run.start.at, jitter: run.start.jitter }))
    return freshRound(run, collection, halvings, cursor);
  const goingOn: Position = {
    cursor: { ...cursor, isFull: cursor.isFull && isResumed },
    request: { link: cursor.link },
    canStartAnew: true,
    isResumed,
    halvings,
    otherwise: null,
  };
  if (isResumed || !isTimeToWiden(run.reading.windowShrink, run.start.at)) return goingOn;
  return { ...freshRound(run, collection, 0), otherwise: goingOn };
}

/** Read whole, which was done not long ago; whoever asks for everything gets it. */
export function isReadLater(run: Pick<RunContext, 'settings' | 'start'>, cursor: Cursor | undefined): boolean {
  if (!cursor?.isReadWhole || !cursor.isSettled || run.start.isFull || cursor.settingsKey !== run.settings.key) return false;
  return !isWholeDue(cursor, run.start.at);
}

/** Reading all of a calendar costs more than its changes would. A time that lies ahead was noted by a clock that has been set back since. */
export const isWholeDue = ({ comparedAt }: Pick<Cursor, 'comparedAt'>, now: number): boolean =>
  now - comparedAt >= READ_WHOLE_EVERY_MS || comparedAt > now;
const READ_WHOLE_EVERY_MS = 3_600_000;

/**
 * Of calendars between which events are moved without a word (graph-facts §11.4): once a day each is read in full and compared, at a time of its
 * own per account.
 */
export function isCompareDue(
  { wherePath }: Pick<RunContext['resource'], 'wherePath'>,
  { comparedAt }: Pick<Cursor, 'comparedAt'>,
  { several, now, jitter }: { several: boolean; now: number; jitter: number },
): boolean {
  return Boolean(wherePath) && several && (now - comparedAt >= DAY_MS + jitter * COMPARE_JITTER_MS || comparedAt > now);
}
const DAY_MS = 86_400_000;
const COMPARE_JITTER_MS = 3_600_000;

export function nextRound(run: Run, last: Position): Position {
  const cursor = run.reading.cursors.get(last.cursor.collection.id) ?? last.cursor;
  return {
    cursor: { ...cursor, isFull: false },
    request: { link: cursor.link },
    canStartAnew: true,
    isResumed: false,
    halvings: run.reading.windowShrink.halvings,
    otherwise: null,
  };
}

/**
 * A full round is an input like any other: what is known stays known, and is compared, never imported again. `isReadWhole`: of a collection whose
 * changes are not told; that is tried again with every new window.
 */
export function freshRound(run: Run, collection: Collection, halvings: number, { isReadWhole } = { isReadWhole: false }): Position {
  const { viewPath, firstPagePath } = run.resource;
  const window = newWindow(run.settings.window, run.start.at, halvings);
  const cursor: Cursor = {
    collection,
    link: '',
    settingsKey: run.settings.key,
    window,
    round: nextRoundOf(run),
    isFull: true,
    isSettled: false,
    isReadWhole,
    comparedAt: run.reading.cursors.get(collection.id)?.comparedAt ?? 0,
  };
  return {
    cursor,
    request: { path: (isReadWhole && viewPath ? viewPath : firstPagePath)(collection, window) },
    canStartAnew: false,
    isResumed: false,
    halvings,
    otherwise: null,
  };
}

/** Of a collection that items have come to, kept with them: were the run to end before it is read, nobody would know that it is to be followed. */
export const notRead = (run: Run, collection: Collection): Cursor => ({ ...freshRound(run, collection, 0).cursor, settingsKey: '' });

/** A stored link that Microsoft no longer knows (graph-facts §1.5), or that must not be followed. A full round reads everything again and reconciles. */
export const isStale = (failure: GraphFailure): boolean => failurePolicy[failure.reason].isLinkStale || leadsAway(failure);

/**
 * What changes in a calendar beside the default one Microsoft may not tell at all, or on the first page only (graph-facts §§11.1, 11.3). That says
 * nothing of whether the calendar may be read.
 */
export function mustBeReadWhole(run: Run, { cursor }: Position, failure: GraphFailure): boolean {
  if (!run.resource.viewPath || cursor.collection.isDefault || cursor.isReadWhole) return false;
  return tellsNoChanges(failure);
}

/**
 * A stored link that is answered by anything but Graph, or by its faults, run after run, while others may be let through: its length, its signs or
 * what is in it is what a proxy or Graph itself cannot cope with. Another way is tried every few runs, and at once where somebody asks for
 * everything; if nothing is let through, that costs one request. Other collections than the default one do not hold a run up, so nobody counts.
 */
export function isGivenUpOn({ start: { isFull, attempts } }: Run, { cursor }: Position, failure: GraphFailure): boolean {
  if (isOfFirewall(failure)) return true;
  return (
    isFaultOfRequest(failure) && (isFull || !cursor.collection.isDefault || attempts % TRY_ANOTHER_WAY_EVERY === TRY_ANOTHER_WAY_EVERY - 1)
  );
}
const TRY_ANOTHER_WAY_EVERY = 3;
