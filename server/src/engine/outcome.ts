import type { AccountReason, RunReport } from '../../../src/contracts';
import type { RunReason } from '../../../src/contracts/run-reasons';
import { AccountFailure } from '../accounts';
import { GraphError, type GraphFailure } from '../microsoft/port';
import { isForOperator } from '../causes/network';
import { databaseCause } from '../causes/database';
import { sayOnceIn } from '../causes/say-once';
import { stackOf } from '../causes/stack';
import { isBusy } from '../storage/store-busy';
import type { GraphResource } from './resources/graph-resource';
import { RunStopped, type Tally, TURN_OVER, WAITS_FOR_START } from './context';
import { failurePolicy, isForbidden, isNotThere } from './failure-policy';
import type { Stopped } from './lease/watch-switch';

/** How a run ended: what its report says, and when the next one is due. */
export interface Ending {
  readonly outcome: RunReport['outcome'];
  readonly reason: string | null;
  readonly nextInMs: number | null;
  /** Both sides were gone through, whatever of it was left. */
  readonly isThrough?: true;
  /** Nothing went wrong: it goes on at once, behind those who wait. */
  readonly isTurnOver?: true;
  readonly failure?: { readonly reason: AccountReason; readonly message: string; readonly claims: string | null };
  /** Concerns this resource only: nothing is noted about the account, and its other resources go on. */
  readonly problem?: AccountReason;
}

/**
 * A failure that says nothing about the account, by what the places know of their resource. That something is not there Microsoft also says
 * now and then of what is: it is believed the second time, whatever else delayed the runs before.
 */
export async function ofItsOwn(
  error: unknown,
  { resource, attempts, lastReason }: { resource: GraphResource | undefined; attempts: number; lastReason: () => Promise<string | null> },
): Promise<Ending | null> {
  if (!(error instanceof RunStopped) || error.stop.kind !== 'microsoft' || !resource?.ownFailures.includes(error.stop.failure.reason))
    return null;
  const { failure } = error.stop;
  const isNews = async () => ![NOT_THERE, NO_MAILBOX].includes((await lastReason()) ?? '');
  if (isNotThere(failure) && (await isNews())) return { outcome: 'delayed', reason: NOT_THERE, nextInMs: backOff(attempts) };
  const problem = isForbidden(failure) ? 'scope-missing' : NO_MAILBOX;
  return { outcome: 'action-required', reason: problem, nextInMs: 60 * 60_000, problem };
}

const NOT_THERE: string = 'not-there' satisfies RunReason;
const NO_MAILBOX = 'no-mailbox' satisfies AccountReason;

export const off = (reason: string, intervalMinutes: number): Ending => ({ outcome: 'off', reason, nextInMs: intervalMinutes * 60_000 });

/**
 * What an error comes from: requests that were given up look like a Microsoft that does not answer, and without a lease (the user was
 * deleted, another server took over) anything may fail.
 */
export async function causeOf(error: unknown, options: { stopped: Stopped | null; isLeased: () => Promise<void> }): Promise<unknown> {
  const isOfMicrosoft = error instanceof GraphError || (error instanceof RunStopped && error.stop.kind === 'microsoft');
  if (isOfMicrosoft) return options.stopped ? new RunStopped({ kind: options.stopped }) : error;
  if (error instanceof RunStopped || error instanceof AccountFailure) return error;
  return options.isLeased().then(
    () => error,
    (lost: unknown) => (lost instanceof RunStopped ? lost : error),
  );
}

/** Asleep until the person is active again (`wake-unblocked.ts`). */
const blocked: Ending = { outcome: 'action-required', reason: 'user-blocked', nextInMs: null, problem: 'user-blocked' };

/** No run: nothing is asked while the application is refused, which was told of once. `wake-after-problem.ts` goes on as soon as that is over. */
const ofApplication = (reason: AccountReason): Ending => ({ outcome: 'off', reason, nextInMs: 60 * 60_000, problem: reason });

/** What is left undone is said, and brings the target back soon. */
export function succeeded(
  tally: Tally,
  { intervalMinutes, reason, attempts }: { intervalMinutes: number; reason: string | null; attempts: number },
): Ending {
  const soonest = tally.unfinished > 0 ? backOff(attempts) : Number.POSITIVE_INFINITY;
  const nextInMs = Math.min(intervalMinutes * 60_000, soonest);
  if (tally.waitsForStart)
    return { outcome: 'stopped-by-guard', reason: WAITS_FOR_START, nextInMs: intervalMinutes * 60_000, isThrough: true };
  if (tally.isStoppedByGuard)
    return { outcome: 'stopped-by-guard', reason: 'deletions-wait' satisfies RunReason, nextInMs, isThrough: true };
  if (tally.unfinished > 0) return { outcome: 'delayed', reason: 'unfinished' satisfies RunReason, nextInMs, isThrough: true };
  const writes = [tally.strapi, tally.microsoft].some(({ created, updated, deleted }) => created + updated + deleted > 0);
  const isQuiet = !writes && tally.matched === 0 && tally.conflicts === 0 && tally.held === 0;
  return { outcome: isQuiet ? 'nothing-to-do' : 'completed', reason, nextInMs, isThrough: true };
}

export function endingOf(error: unknown, attempts: number, log: { error(message: string): void }): Ending {
  if (error instanceof AccountFailure) {
    // The sign-in service is met by each account too.
    if (error.lost !== null && isForOperator(error.lost))
      sayOnceIn(log)(`microsoft sign-in ${error.lost}`, `microsoft-sync: ${error.message}`);
    if (error.reason === 'not-connected') return { outcome: 'action-required', reason: error.reason, nextInMs: null };
    if (error.reason === 'user-blocked') return blocked;
    if (error.isOfApplication) return ofApplication(error.reason);
    return endingFor(error.reason, error, error.message, attempts);
  }
  if (error instanceof RunStopped) {
    switch (error.stop.kind) {
      case 'microsoft':
        sayWhyThereIsNoAnswer(error.stop.failure, log);
        return ofMicrosoft(error.stop.failure, attempts);
      case 'shutting-down':
        return { outcome: 'delayed', reason: 'server-stopping' satisfies RunReason, nextInMs: 0 };
      case 'turn-over':
        return { outcome: 'delayed', reason: TURN_OVER, nextInMs: 0, isTurnOver: true };
      case 'unavailable':
        return { outcome: 'off', reason: error.stop.why, nextInMs: null, problem: 'not-available' };
      case 'switched-off':
        return { outcome: 'off', reason: 'switched-off' satisfies RunReason, nextInMs: null };
      case 'user-blocked':
        return blocked;
      case 'lease-lost':
        return {
          outcome: 'busy',
          reason: 'another-server' satisfies RunReason,
          nextInMs: 0,
        };
    }
  }
  // No answer came at all: the connection was lost, or Microsoft took too long.
  if (error instanceof GraphError) {
    sayWhyThereIsNoAnswer(error.failure, log);
    return ofMicrosoft(error.failure, attempts);
  }
  const known = databaseCause(error);
  if (known !== null && isBusy(error)) {
    // What passes by itself is no news; what does not is said once, and not by every run that meets it.
    if (!known.isPassing) sayOnceIn(log)(`database ${known.cause}`, `microsoft-sync: ${known.message}`);
    return { outcome: known.isPassing ? 'delayed' : 'failed', reason: known.message, nextInMs: backOff(attempts) };
  }
  const name = error instanceof Error ? error.name : 'unknown error';
  log.error(`microsoft-sync: a run failed: ${name}${stackOf(error)}`);
  return {
    outcome: 'failed',
    reason: 'unexpected-error' satisfies RunReason,
    nextInMs: backOff(attempts),
  };
}

/** What only somebody at this server can mend: once, and not for each account. */
function sayWhyThereIsNoAnswer({ status, code, message }: GraphFailure, log: { error(message: string): void }): void {
  if (status === 0 && isForOperator(code)) sayOnceIn(log)(`microsoft ${code}`, `microsoft-sync: ${message}`);
}

const ofMicrosoft = (failure: GraphFailure, attempts: number): Ending =>
  endingFor(failurePolicy[failure.reason].account, failure, sentence(failure), attempts);

function endingFor(
  reason: AccountReason,
  { retryAfterMs, claims }: Pick<GraphFailure, 'retryAfterMs' | 'claims'>,
  message: string,
  attempts: number,
): Ending {
  const failure = { reason, message, claims: claims ?? null };
  if (reason === 'throttled' || reason === 'microsoft-unavailable')
    return { outcome: 'delayed', reason, nextInMs: Math.max(retryAfterMs ?? 0, backOff(attempts)), failure };
  return { outcome: 'action-required', reason, nextInMs: 60 * 60_000, failure };
}

const sentence = ({ message, code, status }: GraphFailure): string => message || code || (status ? `status ${status}` : 'no answer');

/** 10 s, doubled up to 10 min, ±20 % so that many accounts do not come back at once. */
function backOff(attempts: number): number {
  return Math.min(10_000 * 2 ** attempts, 600_000) * (0.8 + Math.random() * 0.4);
}
