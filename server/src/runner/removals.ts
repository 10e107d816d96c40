import { decide } from '../../../src/sync/decide';
import { needsApproval } from '../../../src/sync/guard';
import type { RemoteReading } from '../../../src/sync/resource';
import type { GraphFailure } from '../microsoft/port';
import type { StoredLink } from '../stores/port';
import { localState } from './apply-page';
import { carryOut, newChanges, titleOf, writeChanges } from './carry-out';
import { endsRun } from './ends-run';
import { type RunContext, stopFor } from './run-context';
import { takeIn } from './take-in';

const CHUNK = 100;

/**
 * Proves what was staged as removed: only a 404 on the item itself is a deletion; whatever still answers is brought up to date instead
 * (an item that left the window is reported as removed too, graph-facts §1.2). Then the guard counts, and the deletions are carried out.
 */
export async function removeProven(run: RunContext): Promise<void> {
  const gone = await proveStaged(run);
  if (gone.length === 0) return;
  const { linked } = await run.store.countLinked(run.target);
  if (run.settings.direction !== 'strapi-to-microsoft' && needsApproval({ deletions: gone.length, linked }) && !run.isApproved) {
    run.tally.isStoppedByGuard = true;
    return;
  }
  for (let from = 0; from < gone.length; from += CHUNK) {
    await run.checkpoint();
    await removeInStrapi(run, gone.slice(from, from + CHUNK));
  }
}

async function proveStaged(run: RunContext): Promise<StoredLink[]> {
  const gone: StoredLink[] = [];
  for (const staged of inChunks(await run.store.staged(run.target, 100_000))) {
    await run.checkpoint();
    const answers = await run.mailbox.batch(
      staged.map(({ collection, microsoftId }) => ({ method: 'GET' as const, path: run.places.wholePath(collection, microsoftId ?? ''), headers: run.places.readHeaders })),
    );
    const present: RemoteReading[] = [];
    const settled: number[] = [];
    const failure = endsRun(answers);
    if (failure) throw stopFor(failure);
    for (const [at, link] of staged.entries()) {
      const answer = answers[at];
      if (answer && !answer.failure) {
        present.push(run.places.definition.readMicrosoft(answer.body));
        settled.push(link.id);
      } else if (answer?.failure?.reason === 'not-found') gone.push(link);
      else if (answer?.failure?.reason === 'rejected') await holdUnproven(run, link, answer.failure);
      // Anything else proves nothing: it stays staged, and is asked for again in the next run.
    }
    if (present.length > 0) await bringUpToDate(run, staged, present, settled);
  }
  return gone;
}

async function holdUnproven(run: RunContext, link: StoredLink, { message, code }: GraphFailure): Promise<void> {
  const isNew = await run.store.hold(
    run.target,
    { item: link.documentId ?? link.microsoftId ?? '', title: titleOf(run, { link, row: null, remote: null }) },
    { code: 'rejected-by-microsoft', side: 'microsoft', fields: [], message: `Microsoft does not say whether it still has this item: ${message || code}. Unlink it, or wait.` },
  );
  if (isNew) run.tally.held += 1;
}

async function bringUpToDate(run: RunContext, links: readonly StoredLink[], readings: readonly RemoteReading[], ids: readonly number[]): Promise<void> {
  const collection = { id: links[0]?.collection ?? '', name: (await run.store.cursor(run.target))?.collectionName ?? '' };
  await takeIn(run, { readings, collection, fullRound: null, isFresh: true }, async () => {
    for (const id of ids) await run.store.changeLink(run.target, id, { isStaged: false });
  });
}

async function removeInStrapi(run: RunContext, links: readonly StoredLink[]): Promise<void> {
  await run.store.transaction(async () => {
    const documentIds = links.flatMap(({ documentId }) => documentId ?? []);
    await run.items.lock(documentIds);
    const rows = await run.items.read(documentIds);
    const marks = await run.store.marksOf(run.target, documentIds);
    const changes = newChanges();
    for (const link of links) {
      const row = (link.documentId && rows.get(link.documentId)) || null;
      const mark = (link.documentId && marks.get(link.documentId)) || null;
      const local = localState(run, row, link, mark);
      if (local === null) continue; // a kind that is left alone stays, and stays staged
      const decision = decide({ definition: run.places.definition, settings: run.settings, link, local, remote: { kind: 'deleted' } });
      carryOut(run, changes, { decision, link, row, remote: null });
    }
    await writeChanges(run, changes, { readings: [], collection: { id: '', name: '' }, fullRound: null, isFresh: true });
    await run.fence();
  });
}

function inChunks(all: readonly StoredLink[]): StoredLink[][] {
  const parts: StoredLink[][] = [];
  for (let from = 0; from < all.length; from += CHUNK) parts.push(all.slice(from, from + CHUNK));
  return parts;
}
