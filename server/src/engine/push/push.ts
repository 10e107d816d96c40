import type { RemoteReading } from '../../../../src/sync/resource';
import type { Mark, StoredLink } from '../../storage/port';
import { noteSent } from './write-in-flight';
import { deletionsAllowed } from './deletion-guard';
import { endsRun } from '../failure-policy';
import { findParts, type PartAddresses, partsNamed } from '../parts/find';
import { findByUid } from './find-by-uid';
import { entryOfWrite } from '../changes/journal';
import { withoutLostParts } from '../parts/lost';
import { partsToCome } from '../parts/to-come';
import { planPush } from './plan-push';
import type { Outgoing, Write } from './outgoing';
import { readInSlices, wholeOf } from '../pull/fetch-items';
import { recordAnswers, recordRefusals } from './record-answers';
import { recordUnsent } from './record-unsent';
import { recover } from './recover';
import { byCollection, collectionOf } from '../collections/collections';
import { type RunContext, stopFor } from '../context';
import { requestsFor } from './requests';
import { sendTogether } from './send-together';
import { noteAged, noteSharedVersions } from './shared-versions';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { withRowsLocked } from '../changes/transaction';
import { commitPage } from '../pull/commit-page';

/** One `$batch`. */
const CHUNK = 20;
/** How often what is left is looked at anew although it has become no less: it changed in Microsoft between our read and our write. */
const MOST_VAIN_ATTEMPTS = 3;
const MOST_MARKS = 10_000;

/**
 * Writes what people changed in Strapi to Microsoft: every mark is judged by the entry's present state, never by what happened to it.
 * Returns whether it
 * found items gone in Microsoft, of which the feed had not told.
 */
export async function push(run: RunContext): Promise<boolean> {
  let marks = await run.store.marks(run.target, MOST_MARKS);
  if (marks.length === 0) return false;
  const found: Found = { isGone: false };
  const mayDelete = await deletionsAllowed(run, marks);
  let fewest = marks.length;
  for (let vain = 0; marks.length > 0 && vain <= MOST_VAIN_ATTEMPTS;) {
    const again: Mark[] = [];
    for (let from = 0; from < marks.length; from += CHUNK) {
      await run.checkpoint();
      for (const { documentId, version } of marks.slice(from, from + CHUNK)) run.judged.set(documentId, version);
      again.push(...(await pushChunk(run, marks.slice(from, from + CHUNK), { mayDelete, found })));
    }
    marks = again.length > 0 ? await stillToJudge(run, marks, again) : [];
    vain = marks.length < fewest ? 0 : vain + 1;
    fewest = Math.min(fewest, marks.length);
  }
  return found.isGone;
}

interface Found {
  isGone: boolean;
}

/** Those to be looked at again, and what came up meanwhile: exceptions that a new rule has taken away are marked while it is read. */
async function stillToJudge(run: RunContext, judged: readonly Mark[], again: readonly Mark[]): Promise<Mark[]> {
  const versions = new Map(judged.map(({ documentId, version }) => [documentId, version]));
  const anew = new Set(again.map(({ documentId }) => documentId));
  return (await run.store.marks(run.target, MOST_MARKS)).filter(
    ({ documentId, version }) => anew.has(documentId) || versions.get(documentId) !== version,
  );
}

/** Returns the marks that have to be looked at again. */
async function pushChunk(
  run: RunContext,
  marks: readonly Mark[],
  { mayDelete, found }: { mayDelete: (mark: Mark) => boolean; found: Found },
): Promise<Mark[]> {
  const { outgoing: planned, waiting, unread: first } = await withRowsLocked(run, [], () => planPush(run, marks, mayDelete));
  const again = [...waiting, ...(await sendPlanned(run, marks, { planned, found }))];
  if (first.length === 0) return again;
  if (await readToWrite(run, first)) found.isGone = true;
  const read = await run.store.marksOf(
    run.target,
    first.map(({ documentId }) => documentId),
  );
  return [...again, ...(await pushChunk(run, [...read.values()], { mayDelete, found }))]; // at once, so that little lies between
}

/** Reads what must not be written unread. Returns whether any is gone. */
async function readToWrite(run: RunContext, marks: readonly Mark[]): Promise<boolean> {
  for (const { id } of (
    await run.store.linksByDocumentId(
      run.target,
      marks.map(({ documentId }) => documentId),
    )
  ).values())
    run.readToWrite.add(id);
  return readAgain(run, marks);
}

/** Returns the marks that have to be looked at again. */
async function sendPlanned(
  run: RunContext,
  marks: readonly Mark[],
  { planned, found }: { planned: readonly Outgoing[]; found: Found },
): Promise<Mark[]> {
  if (planned.length === 0) return [];
  const missed = planned.flatMap(({ mark, wasThere }) => (wasThere ? [mark.documentId] : []));
  if (missed.length > 0) {
    await recover(run); // finds it by our key
    await findByUid(run); // or by the uid that Microsoft gave it; what is not found is created in the next attempt
    for (const documentId of missed) run.soughtByUid.add(documentId);
    return marks.filter(({ documentId }) => planned.some(({ mark }) => mark.documentId === documentId));
  }
  const parts = await findParts(run, planned);
  const { addresses, unread } = parts;
  // What nobody here has seen yet is not written over: it is read first.
  const early = planned.filter((one) => idsNamed(run, one).some((id) => unread.has(id)));
  // In a direction to Microsoft it never comes in: it is kept as a loser while it is read, and then it goes.
  if (run.settings.direction === 'strapi-to-microsoft')
    for (const id of early.filter(({ link }) => !link?.part).flatMap((one) => idsNamed(run, one)))
      if (unread.has(id)) run.taken.set(id, 'unread');
  if (
    await readAgain(
      run,
      early.map(({ mark }) => mark),
    )
  )
    found.isGone = true;
  const { outgoing, waiting } = await withoutLostParts(
    run,
    planned.filter((one) => !early.includes(one)),
    addresses,
  );
  if (run.mailbox.isReadOnly) {
    await commit(run, {
      ...newChangeSet(),
      log: [...outgoing.map((one) => entryOfWrite(run, one)), ...(await partsToCome(run, outgoing))],
    });
    return early.map(({ mark }) => mark);
  }
  const wholes = outgoing.map(({ link }) => link && wholeOf(link));
  noteSharedVersions(run, outgoing);
  const writes = outgoing.map((one, at) => ({
    one,
    ...requestsFor(run, one, parts, wholes.indexOf(wholes[at] ?? null) === at),
    address: addresses.get(one.link?.microsoftId ?? '') ?? null,
  }));
  const unsent = writes.filter(({ one, requests }) => requests.length === 0 && areKnown(run, one, addresses)).map(({ one }) => one);
  await recordUnsent(run, unsent);
  const again = await send(
    run,
    writes.filter(({ requests }) => requests.length > 0),
    { unsent, found },
  );
  return [...waiting, ...early.map(({ mark }) => mark), ...again];
}

/** Microsoft has said of every part that the write names where it is, or that it is not. */
const areKnown = (run: RunContext, one: Outgoing, addresses: PartAddresses): boolean => idsNamed(run, one).every((id) => addresses.has(id));

const idsNamed = (run: RunContext, one: Outgoing): string[] =>
  partsNamed(run, one).map(({ owner, key }) => run.places.definition.parts?.id(owner.microsoftId ?? '', key) ?? '');

/** Sends the first request of each write and records the answers, then the rest of those that have more. */
async function send(
  run: RunContext,
  writes: readonly Write[],
  { unsent, found }: { unsent: readonly Outgoing[]; found: Found },
): Promise<Mark[]> {
  await noteSent(
    run,
    writes.map(({ one }) => one),
  );
  const answers = await sendTogether(run, writes);
  const { stale, halfDone, repeated, done } = await recordAnswers(run, writes, answers);
  noteAged(run, writes, { done, refused: stale.filter((one) => !done.includes(one)) });
  const rest = writes
    .filter(({ one }) => halfDone.includes(one))
    .flatMap(({ one, requests }) => requests.slice(1).map((request) => ({ one, request })));
  const later = rest.length > 0 ? await run.mailbox.batch(rest.map(({ request }) => request)) : [];
  const refused = await recordRefusals(
    run,
    rest.map(({ one }) => one),
    later,
  );
  const again = [...stale, ...halfDone, ...unsent].flatMap((one) => (refused.has(one) ? [] : [one.mark]));
  if (await readAgain(run, again)) found.isGone = true;
  for (const { link, write } of halfDone) if (link && write.kind === 'create') run.readToWrite.add(link.id); // just now
  const failure = endsRun(run, [...answers.flatMap((answer) => answer ?? []), ...later]);
  if (failure) throw stopFor(failure);
  return [...again, ...repeated.map(({ mark }) => mark)];
}

/**
 * Somebody changed the item in Microsoft meanwhile, or the answer did not bring all of it: take it in first, then judge the mark again.
 * Returns whether any is gone.
 */
async function readAgain(run: RunContext, some: readonly Mark[]): Promise<boolean> {
  if (some.length === 0) return false;
  const links = await run.store.linksByDocumentId(
    run.target,
    some.map(({ documentId }) => documentId),
  );
  const known = [...links.values()].filter(({ microsoftId }) => microsoftId !== null);
  if (known.length === 0) return false;
  let isAnyGone = false;
  for await (const wholes of readInSlices(
    run,
    known.map((link) => ({ collection: link.collection, id: wholeOf(link) })),
  )) {
    const read = known.filter((link) => wholes.has(wholeOf(link)));
    isAnyGone = (await takeInAgain(run, read, wholes)) || isAnyGone;
  }
  return isAnyGone;
}

async function takeInAgain(
  run: RunContext,
  known: readonly StoredLink[],
  wholes: ReadonlyMap<string, readonly RemoteReading[]>,
): Promise<boolean> {
  for (const [id, [whole]] of wholes) if (whole?.kind === 'item' && run.sharesVersion.has(id)) run.sharesVersion.set(id, 'read');
  const gone = known.filter((link) => wholes.get(wholeOf(link))?.[0]?.kind === 'removed');
  for (const links of byCollection(known)) {
    const readings = [...new Set(links.map(wholeOf))]
      .flatMap((id) => wholes.get(id) ?? [])
      .filter(({ kind }) => kind !== 'removed' && kind !== 'incomplete');
    const page = { readings, collection: collectionOf(run, links[0]?.collection ?? ''), fullRound: null, isFresh: true };
    // Gone: staged like any other removal, and proven again before anything is deleted in Strapi.
    await commitPage(run, page, { staged: gone.filter((link) => links.includes(link)).map(({ id }) => id) });
  }
  return gone.length > 0;
}
