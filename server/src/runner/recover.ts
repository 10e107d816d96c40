import type { RemoteItem, RemoteReading } from '../../../src/sync/resource';
import type { GraphAnswer } from '../microsoft/port';
import type { StoredLink } from '../stores/port';
import { applyPage } from './apply-page';
import { endsRun } from './ends-run';
import { readWhole } from './read-whole';
import { type RunContext, stopFor } from './run-context';

/**
 * Finishes creates whose answer was lost: the item is looked for by our key, and taken as made where it is found. Where it is not, the mark
 * brings the create again, with the same idempotency key, so that Microsoft itself drops a repetition that its search has not caught up with.
 */
export async function recover(run: RunContext): Promise<void> {
  const unanswered = await run.store.unanswered(run.target);
  if (unanswered.length === 0) return;
  const answers = await run.mailbox.batch(
    unanswered.map(({ collection, documentId }) => ({ method: 'GET' as const, path: run.places.findPath(collection, documentId ?? ''), headers: run.places.readHeaders })),
  );
  const wholes = await Promise.all(unanswered.map((link, at) => found(run, link, answers[at])));
  await run.store.transaction(async () => {
    await run.items.lock(unanswered.flatMap(({ documentId }) => documentId ?? []));
    for (const [at, link] of unanswered.entries()) {
      const readings = wholes[at];
      if (!readings) continue;
      await adoptCreated(run, link, readings);
      run.tally.microsoft.created += 1;
    }
    await run.store.mark(run.target, unanswered.flatMap(({ documentId }) => documentId ?? []));
    await run.fence();
  });
  const failure = endsRun(answers);
  if (failure) throw stopFor(failure);
}

/** Ties the item to the link that was waiting for it, and takes in what Microsoft says of it. The caller holds the transaction. */
export async function adoptCreated(run: RunContext, link: StoredLink, [item, ...parts]: readonly [RemoteItem, ...RemoteReading[]]): Promise<void> {
  const { microsoftId, etag, sharedUid, modifiedAt } = item;
  await run.store.changeLink(run.target, link.id, { state: 'linked', microsoftId, etag, sharedUid, modifiedAt });
  const name = (await run.store.cursor(run.target))?.collectionName ?? '';
  await applyPage(run, { readings: [item, ...parts], collection: { id: link.collection, name }, fullRound: null, isFresh: true });
}

/** What stands in Microsoft under our key, the oldest first where there are several. The base stays what was sent: an edit made since, on either side, is seen as one. */
async function found(run: RunContext, link: StoredLink, answer: GraphAnswer | undefined): Promise<readonly [RemoteItem, ...RemoteReading[]] | null> {
  const body = answer && !answer.failure ? answer.body : null;
  const values = Array.isArray((body as { value?: unknown } | null)?.value) ? (body as { value: unknown[] }).value : [];
  for (const raw of values) {
    const reading = run.places.definition.readMicrosoft(raw);
    if (reading.kind === 'item' && (reading.key === null || reading.key === link.documentId)) return [reading];
    if (reading.kind !== 'incomplete') continue;
    const [whole, ...parts] = (await readWhole(run, [{ collection: link.collection, id: reading.microsoftId }])).get(reading.microsoftId) ?? [];
    if (whole?.kind === 'item' && (whole.key === null || whole.key === link.documentId)) return [whole, ...parts];
  }
  return null;
}
