import { because, type Because } from '../../../../src/contracts/reasons';
import type { GraphFailure } from '../../microsoft/port';
import { noteNotWritten } from './write-in-flight';
import { versionHash } from '../changes/journal';
import { heldUntil } from '../held-until';
import type { Mark, StoredLink } from '../../storage/port';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import type { Outgoing } from './outgoing';
import type { RunContext } from '../context';
import { failurePolicy, isMailboxFull, isNotThere, isOfConnection, isTooLarge, namesNothing } from '../failure-policy';
import { titleOf } from '../title';
import { within } from '../../causes/without-full-stop';

/** What Microsoft's refusal of a write means for it. Returns `stale` where the item is to be read again first, `misnamed` where it is to be looked for. */
export function recordFailure(
  run: RunContext,
  changes: ChangeSet,
  one: Outgoing,
  { failure, now, failing }: { failure: GraphFailure; now: StoredLink | undefined; failing: ReadonlySet<string> },
): 'stale' | 'kept' | 'held' | 'misnamed' {
  const { write, isSurelyNotDone } = failurePolicy[failure.reason];
  if (isSurelyNotDone) noteNotWritten(changes, one, now);
  switch (write) {
    case 'read-again':
      // What is made anew names nothing that could be read.
      return isNotThere(failure) && one.write.kind === 'create' ? hold(run, changes, one, failure) : 'stale';
    case 'refused':
      if (one.link && one.write.kind !== 'create' && namesNothing(failure)) {
        changes.staged.push(one.link.id);
        return 'misnamed';
      }
      // Microsoft may refuse to delete what is gone already (graph-facts §2.4): the next run asks whether it is.
      if (one.write.kind === 'delete' && one.link) changes.staged.push(one.link.id);
      return hold(run, changes, one, failure);
    case 'later':
      return holdWhatFails(run, changes, one, { failure, failing });
    case 'kept':
      return 'kept'; // the mark stays, and a create stays unanswered, to be looked for in the next run
  }
}

/** Refused for good: not sent again until the entry changes, for the same request asked again and again is what people curse. */
export function hold(run: RunContext, changes: ChangeSet, { mark, link, row }: Outgoing, failure: GraphFailure): 'held' {
  const message = because('refused-by-microsoft', { why: wordsOf(failure) });
  changes.holds.push({
    of: { item: mark.documentId, title: titleOf(run, { link, row, remote: null }), print: versionHash({ row, link, remote: null }) },
    note: { code: isTooLarge(failure) ? 'too-large' : 'rejected-by-microsoft', side: 'microsoft', message, fields: [] },
  });
  if (link?.state === 'creating') changes.droppedLinks.push(link.id);
  changes.deferredMarks.push(mark);
  return 'held';
}

const wordsOf = ({ message, code, status }: GraphFailure): string => within(message || code || `status ${status}`);

/** Runs in which a write may be left without an answer before somebody is told. */
const MOST_FAILURES = 5;

/**
 * What may work later, without anybody changing the entry: held for a time, so that it is seen, and then tried again. Until it is held the mark
 * stays, and a create stays unanswered, to be looked for in the next run; the latter is so while it is held too.
 */
export function holdWhatFails(
  run: RunContext,
  changes: ChangeSet,
  one: Outgoing,
  { failure, failing }: { failure: GraphFailure; failing: ReadonlySet<string> },
): 'kept' | 'held' {
  const isFull = isMailboxFull(failure);
  if (!isFull && (!isOfItem(failure) || !isCountedOut(failing, changes, one.mark))) return 'kept';
  return holdForATime(run, changes, one, isFull ? 'mailbox-full' : failsInMicrosoft(failure));
}

/**
 * What Microsoft refused as often as a run tries, as if somebody had changed it meanwhile, although it was read before each time. It counts like what is
 * not answered.
 */
export async function recordLost(
  run: RunContext,
  lost: readonly { readonly one: Outgoing; readonly failure: GraphFailure }[],
  failing: ReadonlySet<string>,
): Promise<void> {
  if (lost.length === 0) return;
  const changes = newChangeSet();
  for (const { one, failure } of lost)
    if (isCountedOut(failing, changes, one.mark)) holdForATime(run, changes, one, failsInMicrosoft(failure));
  await commit(run, changes);
}

const failsInMicrosoft = (failure: GraphFailure): Because => because('fails-in-microsoft', { runs: MOST_FAILURES, why: wordsOf(failure) });

function holdForATime(run: RunContext, changes: ChangeSet, { mark, link, row }: Outgoing, message: Because): 'held' {
  changes.holds.push({
    of: { item: mark.documentId, title: titleOf(run, { link, row, remote: null }), print: versionHash({ row, link, remote: null }) },
    note: { code: 'rejected-by-microsoft', side: 'microsoft', message, fields: [], nextTryAt: heldUntil(run) },
  });
  changes.deferredMarks.push(mark);
  return 'held';
}

/** No answer at all tells of the connection, and not of the item. */
const isOfItem = (failure: GraphFailure): boolean => !failurePolicy[failure.reason].isSurelyNotDone && !isOfConnection(failure);

/** Once a run. */
function isCountedOut(failing: ReadonlySet<string>, changes: ChangeSet, mark: Mark): boolean {
  const isCounted = failing.has(mark.documentId);
  if (!isCounted) changes.failedMarks.push(mark);
  return mark.failures + (isCounted ? 0 : 1) >= MOST_FAILURES;
}
