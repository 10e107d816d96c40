import type { GraphFailure } from '../../microsoft/port';
import { noteNotWritten } from './write-in-flight';
import { printOf } from '../changes/journal';
import { nextTry } from '../next-try';
import type { Outgoing } from './outgoing';
import type { RunContext } from '../context';
import { titleOf } from '../title';
import { within } from '../../causes/within';

/** What Microsoft's refusal of a write means for it. Returns `stale` where the item is to be read again first. */
export async function recordFailure(run: RunContext, one: Outgoing, failure: GraphFailure): Promise<'stale' | 'kept' | 'held'> {
  if (failure.reason !== 'unavailable' && failure.reason !== 'nonsense') await noteNotWritten(run, one);
  switch (failure.reason) {
    case 'changed-meanwhile':
      return 'stale';
    case 'not-found':
      return one.write.kind === 'create' ? hold(run, one, failure) : 'stale';
    case 'too-large':
    case 'rejected':
    case 'forbidden':
      // Microsoft may refuse to delete what is gone already (graph-facts §2.4): the next run asks whether it is.
      if (one.write.kind === 'delete' && one.link) await run.store.stage([one.link.id]);
      return hold(run, one, failure);
    case 'mailbox-full':
    case 'unavailable':
    case 'nonsense':
      return holdWhatFails(run, one, failure);
    case 'window-too-wide':
    case 'sync-state-gone':
    case 'throttled':
    case 'unauthorized':
    case 'claims-required':
    case 'no-mailbox':
      return 'kept'; // the mark stays, and a create stays unanswered, to be looked for in the next run
  }
}

/** Refused for good: not sent again until the entry changes, instead of the same request again and again. */
export async function hold(run: RunContext, { mark, link, row, write }: Outgoing, failure: GraphFailure): Promise<'held'> {
  const message = `Microsoft refused to ${write.kind} it: ${within(failure.message || failure.code || `status ${failure.status}`)}. Change the entry, then it is tried again.`;
  const isNew = await run.store.hold(
    run.target,
    { item: mark.documentId, title: titleOf(run, { link, row, remote: null }), print: printOf({ row, link, remote: null }) },
    { code: failure.reason === 'too-large' ? 'too-large' : 'rejected-by-microsoft', side: 'microsoft', message, fields: [] },
  );
  if (link?.state === 'creating') await run.store.removeLinks([link.id]);
  await run.store.refuse(run.target, [mark]);
  if (isNew) run.tally.held += 1;
  return 'held';
}

/** Runs in which a write may be left without an answer before somebody is told. */
const MOST_FAILURES = 5;

/**
 * What may work later, without anybody changing the entry: held for a time, so that it is seen, and then tried again. Until it is held the mark
 * stays, and a create stays unanswered, to be looked for in the next run; the latter is so while it is held too.
 */
export async function holdWhatFails(run: RunContext, one: Outgoing, failure: GraphFailure): Promise<'kept' | 'held'> {
  const { mark, link, row, write } = one;
  const isFull = failure.reason === 'mailbox-full';
  if (!isFull && !(await failsAgainAndAgain(run, one, failure))) return 'kept';
  const message = isFull
    ? `The mailbox in Microsoft 365 is full, so Microsoft did not ${write.kind} it. Make room there (delete large mails and empty the deleted items), or let an administrator give the mailbox more. Nothing is lost here; the first run after an hour tries it again.`
    : `Microsoft could not ${write.kind} it, in ${MOST_FAILURES} runs or more: ${within(failure.message || failure.code || `status ${failure.status}`)}. Nothing is lost here; the first run after an hour tries it again, and so does the next one when the entry changes.`;
  const isNew = await run.store.hold(
    run.target,
    { item: mark.documentId, title: titleOf(run, { link, row, remote: null }), print: printOf({ row, link, remote: null }) },
    { code: 'rejected-by-microsoft', side: 'microsoft', message, fields: [], nextTryAt: nextTry(run) },
  );
  await run.store.refuse(run.target, [mark]);
  if (isNew) run.tally.held += 1;
  return 'held';
}

/** No answer at all tells of the connection, and not of the item. */
async function failsAgainAndAgain(run: RunContext, { mark }: Outgoing, { reason, status }: GraphFailure): Promise<boolean> {
  if ((reason !== 'unavailable' && reason !== 'nonsense') || status === 0) return false;
  const isCounted = run.failing.has(mark.documentId);
  run.failing.add(mark.documentId);
  if (!isCounted) await run.store.countFailure(run.target, mark);
  return mark.failures + (isCounted ? 0 : 1) >= MOST_FAILURES;
}
