import type { RemoteItem } from '../../../src/sync/resource';
import type { StoredLink } from '../stores/port';
import { applyPage } from './apply-page';
import { endsRun } from './ends-run';
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
  await run.store.transaction(async () => {
    await run.items.lock(unanswered.flatMap(({ documentId }) => documentId ?? []));
    for (const [at, link] of unanswered.entries()) {
      const answer = answers[at];
      if (!answer || answer.failure) continue;
      await adopt(run, link, answer.body);
    }
    await run.store.mark(run.target, unanswered.flatMap(({ documentId }) => documentId ?? []));
    await run.fence();
  });
  const failure = endsRun(answers);
  if (failure) throw stopFor(failure);
}

/** Ties the item to the link that was waiting for it, and takes in what Microsoft says of it. The caller holds the transaction. */
export async function adoptCreated(run: RunContext, link: StoredLink, item: RemoteItem): Promise<void> {
  const { microsoftId, etag, sharedUid, modifiedAt } = item;
  await run.store.changeLink(run.target, link.id, { state: 'linked', microsoftId, etag, sharedUid, modifiedAt });
  const name = (await run.store.cursor(run.target))?.collectionName ?? '';
  await applyPage(run, { readings: [item], collection: { id: link.collection, name }, fullRound: null, isFresh: true });
}

/** The base stays what was sent: an edit made since, on either side, is seen as one. */
async function adopt(run: RunContext, link: StoredLink, body: unknown): Promise<void> {
  const found = Array.isArray((body as { value?: unknown } | null)?.value) ? (body as { value: unknown[] }).value : [];
  const [oldest] = found
    .map((raw) => run.places.definition.readMicrosoft(raw))
    .flatMap((reading) => (reading.kind === 'item' ? [reading] : []))
    .filter(({ key }) => key === null || key === link.documentId);
  if (!oldest) return;
  await adoptCreated(run, link, oldest);
  run.tally.microsoft.created += 1;
}
