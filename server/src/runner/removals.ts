import { decide } from '../../../src/sync/decide';
import type { Decision } from '../../../src/sync/decision';
import { needsApproval } from '../../../src/sync/guard';
import type { RemoteReading } from '../../../src/sync/resource';
import type { GraphFailure } from '../microsoft/port';
import type { LocalRow, StoredLink } from '../stores/port';
import { localState } from './apply-page';
import { carryOut, newChanges, writeChanges } from './carry-out';
import { endsRun } from './ends-run';
import { entryOfStopped } from './journal';
import { type RunContext, stopFor } from './run-context';
import { takeIn } from './take-in';
import { titleOf } from './title';

const CHUNK = 100;

/**
 * Proves what was staged as removed: only a 404 on the item itself is a deletion; whatever still answers is brought up to date instead
 * (an item that left the window is reported as removed too, graph-facts §1.2). Then the guard counts, and the deletions are carried out.
 */
export async function removeProven(run: RunContext): Promise<void> {
  const staged = await run.store.staged(run.target, 100_000);
  const waiting = staged.filter((link) => isWaiting(run, link));
  const gone = await prove(run, staged.filter((link) => !isWaiting(run, link)));
  if (gone.length + waiting.length === 0) return;
  const stopped = await stoppedByGuard(run, [...gone, ...waiting]);
  if (stopped.length > 0) await leaveWaiting(run, stopped);
  // What has waited was proven by an earlier run; somebody may have brought it back since.
  const isStopped = new Set(stopped.map(({ id }) => id));
  const again = await prove(run, waiting.filter(({ id }) => !isStopped.has(id)));
  const removed = [...gone.filter(({ id }) => !isStopped.has(id)), ...again];
  for (let from = 0; from < removed.length; from += CHUNK) {
    await run.checkpoint();
    await removeInStrapi(run, removed.slice(from, from + CHUNK));
  }
}

/** Known to be gone, and nobody has said anything since: there is nothing to ask Microsoft. */
const isWaiting = (run: RunContext, { facts }: StoredLink): boolean => facts.goneSince !== undefined && facts.verdict === undefined && !isApproved(run, facts);

/** The plan that was stopped is what is approved: what was gone by the time of the approved run. */
const isApproved = ({ approvedUntil }: RunContext, { goneSince }: StoredLink['facts']): boolean =>
  approvedUntil !== null && goneSince !== undefined && goneSince <= approvedUntil;

/** The deletions that have to wait for somebody. What a person has decided, one by one or as a plan, is not counted again. */
async function stoppedByGuard(run: RunContext, gone: readonly StoredLink[]): Promise<StoredLink[]> {
  const approved = gone.filter(({ facts }) => facts.verdict !== undefined || isApproved(run, facts));
  const deletions = await thoseThatDelete(run, gone.filter((link) => !approved.includes(link)));
  const { linked } = await run.store.countLinked(run.target);
  return needsApproval({ deletions: deletions.length, linked: linked - approved.length }) ? deletions : [];
}

/** Those of which an entry in Strapi would be deleted: not what is asked about, made again or only remembered. */
async function thoseThatDelete(run: RunContext, gone: readonly StoredLink[]): Promise<StoredLink[]> {
  const deletions: StoredLink[] = [];
  for (const links of inChunks(gone)) for (const { link, decision } of await judge(run, links)) if (decision.strapi.kind === 'delete') deletions.push(link);
  return deletions;
}

async function leaveWaiting(run: RunContext, stopped: readonly StoredLink[]): Promise<void> {
  run.tally.isStoppedByGuard = true;
  for (const links of inChunks(stopped))
    await run.store.transaction(async () => {
      for (const { id, facts } of links) if (facts.goneSince === undefined) await run.store.changeLink(run.target, id, { facts: { ...facts, goneSince: run.startedAt } });
      await run.store.log(run.target, links.map((link) => entryOfStopped(run, { link, row: null, remote: null })));
      await run.fence();
    });
}

/** Gives those that are gone indeed. */
async function prove(run: RunContext, links: readonly StoredLink[]): Promise<StoredLink[]> {
  const gone: StoredLink[] = [];
  for (const staged of inChunks(links)) {
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
    await run.items.lock(links.flatMap(({ documentId }) => documentId ?? []));
    const changes = newChanges();
    for (const { link, row, decision } of await judge(run, links)) carryOut(run, changes, { decision, link, row, remote: null });
    await writeChanges(run, changes, { readings: [], collection: { id: '', name: '' }, fullRound: null, isFresh: true });
    await run.fence();
  });
}

/** What becomes of the entries of items that are gone. A kind that is left alone stays, and stays staged. */
async function judge(run: RunContext, links: readonly StoredLink[]): Promise<{ link: StoredLink; row: LocalRow | null; decision: Decision }[]> {
  const documentIds = links.flatMap(({ documentId }) => documentId ?? []);
  const rows = await run.items.read(documentIds);
  const marks = await run.store.marksOf(run.target, documentIds);
  return links.flatMap((link) => {
    const row = (link.documentId && rows.get(link.documentId)) || null;
    const local = localState(run, row, link, (link.documentId && marks.get(link.documentId)) || null);
    if (local === null) return [];
    return [{ link, row, decision: decide({ definition: run.places.definition, settings: run.settings, link, local, remote: { kind: 'deleted' } }) }];
  });
}

function inChunks(all: readonly StoredLink[]): StoredLink[][] {
  const parts: StoredLink[][] = [];
  for (let from = 0; from < all.length; from += CHUNK) parts.push(all.slice(from, from + CHUNK));
  return parts;
}
