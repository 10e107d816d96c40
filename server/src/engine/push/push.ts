import type { RemoteReading } from '../../../../src/sync/resource';
import type { GraphFailure } from '../../microsoft/port';
import type { Mark, StoredLink } from '../../storage/port';
import { noteSent } from './write-in-flight';
import { deletionsAllowed } from './deletion-guard';
import { endsRun } from '../failure-policy';
import { findParts, type PartAddresses, partsNamed } from './find-parts';
import { findByUid } from './find-by-uid';
import { entryOfWrite } from '../changes/journal';
import { withoutLostParts } from './parts-without-place';
import { partsToCome } from './parts-to-come';
import { commitIntents } from './commit-intents';
import type { Outgoing, Write } from './outgoing';
import { readInSlices, wholeOf } from '../pull/fetch-items';
import { recordAnswers, recordRefusals } from './record-answers';
import { recordLost } from './record-failure';
import { recordUnsent } from './record-unsent';
import { recover } from './recover';
import { byCollection, collectionOf } from '../collections/taking-part';
import { type RunContext, stopFor } from '../context';
import { requestsFor } from './requests';
import { sendTogether } from './send-together';
import { agedVersions, sharedVersionsOf } from './shared-versions';
import { growing, type GrowingFindings, type PushFindings } from './push-findings';
import { wouldWrite } from './would-write';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { withoutRefused } from '../changes/refused';
import { withRowsLocked } from '../changes/transaction';
import { commitPage } from '../pull/commit-page';

/** One `$batch`. */
const CHUNK = 20;
/** How often what is left is looked at anew although it has become no less: it changed in Microsoft between our read and our write. */
const MOST_VAIN_ATTEMPTS = 3;
const MOST_MARKS = 10_000;

/**
 * Writes what people changed in Strapi to Microsoft: every mark is judged by the entry's present state, never by what happened to it. `before`: what the
 * run has found out already. Returns that and more, and whether items were found gone in Microsoft, of which the feed had not told.
 */
export async function push(run: RunContext, before: Partial<PushFindings>): Promise<{ findings: PushFindings; hasFoundGone: boolean }> {
  const found: Found = { findings: growing(before), lost: new Map(), isGone: false };
  let marks = await run.store.marks(run.target, MOST_MARKS);
  if (marks.length === 0) return { findings: found.findings, hasFoundGone: false };
  if (!run.start.isStarted && (await wouldWrite(run, marks, found.findings))) {
    run.tally.waitsForStart = true;
    return { findings: found.findings, hasFoundGone: false };
  }
  const mayDelete = await deletionsAllowed(run, marks);
  let fewest = marks.length;
  for (let vain = 0; marks.length > 0 && vain <= MOST_VAIN_ATTEMPTS;) {
    const again: Mark[] = [];
    for (let from = 0; from < marks.length; from += CHUNK) {
      await run.guard.checkpoint();
      for (const { documentId, version } of marks.slice(from, from + CHUNK)) found.findings.judged.set(documentId, version);
      again.push(...(await pushChunk(run, marks.slice(from, from + CHUNK), { mayDelete, found })));
    }
    marks = again.length > 0 ? await stillToJudge(run, marks, again) : [];
    vain = marks.length < fewest ? 0 : vain + 1;
    fewest = Math.min(fewest, marks.length);
  }
  // Reading it again has raised the version of its mark; what somebody has edited since goes with the next run.
  const lost = marks.flatMap((mark) => {
    const last = found.lost.get(mark.documentId);
    return last && last.one.mark.at === mark.at ? [{ ...last, one: { ...last.one, mark } }] : [];
  });
  await recordLost(run, lost, found.findings.failing);
  for (const { one } of lost) found.findings.failing.add(one.mark.documentId);
  return { findings: found.findings, hasFoundGone: found.isGone };
}

/** Of this file alone: others get the findings to read, and return what is to be added. */
interface Found {
  readonly findings: GrowingFindings;
  /** The last refusal of each entry that was read again and judged anew, as long as reading shows the very version that the write has named. */
  readonly lost: Map<string, { readonly one: Outgoing; readonly failure: GraphFailure }>;
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
  const {
    outgoing: planned,
    waiting,
    unread: first,
  } = await withoutRefused((refused) =>
    withRowsLocked(run, [], () => commitIntents(run, marks, { findings: found.findings, mayDelete, refused })),
  );
  const again = [...waiting, ...(await sendPlanned(run, marks, { planned, found }))];
  if (first.length === 0) return again;
  await readToWrite(run, first, found);
  const read = await run.store.marksOf(
    run.target,
    first.map(({ documentId }) => documentId),
  );
  return [...again, ...(await pushChunk(run, [...read.values()], { mayDelete, found }))]; // at once, so that little lies between
}

/** Reads what must not be written unread. */
async function readToWrite(run: RunContext, marks: readonly Mark[], found: Found): Promise<void> {
  for (const { id } of (
    await run.store.linksByDocumentId(
      run.target,
      marks.map(({ documentId }) => documentId),
    )
  ).values())
    found.findings.readToWrite.add(id);
  await readAgain(run, marks, found);
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
    const { findings } = found;
    const recovered = await recover(run); // finds it by our key
    for (const id of recovered.recoverySkipped) findings.recoverySkipped.add(id);
    for (const id of recovered.notYetInFeed) findings.notYetInFeed.add(id);
    for (const id of await findByUid(run)) findings.perhapsThere.add(id); // or by the uid that Microsoft gave it; what is not found is created in the next attempt
    for (const documentId of missed) findings.searchedByUid.add(documentId);
    return marks.filter(({ documentId }) => planned.some(({ mark }) => mark.documentId === documentId));
  }
  const parts = await findParts(run, planned, found.findings.removedByOurWrite);
  const { addresses, unread } = parts;
  // What nobody here has seen yet is not written over: it is read first.
  // Nor is a date that is not there given up before its series was read: it may be another date by now.
  const isLostDate = ({ link }: Outgoing): boolean =>
    link?.occurrence === 'date' && addresses.get(link.microsoftId ?? '') === null && !found.findings.readToWrite.has(link.id);
  const early = planned.filter((one) => isLostDate(one) || idsNamed(run, one).some((id) => unread.has(id)));
  for (const one of early) if (one.link && isLostDate(one)) found.findings.readToWrite.add(one.link.id);
  // In a direction to Microsoft it never comes in: it is kept as a loser while it is read, and then it goes.
  if (run.settings.direction === 'strapi-to-microsoft')
    for (const id of early.filter(({ link }) => !link?.part).flatMap((one) => idsNamed(run, one)))
      if (unread.has(id)) found.findings.removedByOurWrite.set(id, 'unread');
  await readAgain(
    run,
    early.map(({ mark }) => mark),
    found,
  );
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
  for (const id of sharedVersionsOf(found.findings, outgoing)) found.findings.sharedVersions.set(id, 'read');
  const writes = outgoing.map((one, at) => ({
    one,
    ...requestsFor(run, one, parts, found.findings, wholes.indexOf(wholes[at] ?? null) === at),
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
  partsNamed(run, one).map(({ owner, key }) => run.resource.definition.parts?.id(owner.microsoftId ?? '', key) ?? '');

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
  const { findings } = found;
  const { answers, takesHtmlOnly } = await sendTogether(run, writes, findings);
  findings.takesHtmlOnly = takesHtmlOnly;
  const { stale, halfDone, repeated, done, failed, created, misnamed } = await recordAnswers(run, writes, answers, findings);
  if (misnamed.length > 0) found.isGone = true; // by that id
  for (const documentId of failed) findings.failing.add(documentId);
  for (const id of created) findings.notYetInFeed.add(id);
  for (const [at, { one }] of writes.entries()) {
    const failure = answers[at]?.failure;
    if (failure && stale.includes(one)) found.lost.set(one.mark.documentId, { one, failure });
    else found.lost.delete(one.mark.documentId);
  }
  const refusedVersions = stale.filter((one) => !done.includes(one));
  for (const id of agedVersions(findings, writes, { done, refused: refusedVersions })) findings.sharedVersions.set(id, 'written');
  const rest = writes
    .filter(({ one }) => halfDone.includes(one))
    .flatMap(({ one, requests }) => requests.slice(1).map((request) => ({ one, request })));
  const later = rest.length > 0 ? await run.mailbox.batch(rest.map(({ request }) => request)) : [];
  const { refused, failed: failedLater } = await recordRefusals(run, rest.map(({ one }) => one), later, findings); // prettier-ignore
  for (const documentId of failedLater) findings.failing.add(documentId);
  const again = [...stale, ...halfDone, ...unsent].flatMap((one) => (refused.has(one) ? [] : [one.mark]));
  await readAgain(run, again, found);
  for (const { link, write } of halfDone) if (link && write.kind === 'create') findings.readToWrite.add(link.id); // just now
  const failure = endsRun(run, [...answers.flatMap((answer) => answer ?? []), ...later]);
  if (failure) throw stopFor(failure);
  return [...again, ...repeated.map(({ mark }) => mark)];
}

/** Somebody changed the item in Microsoft meanwhile, or the answer did not bring all of it: take it in first, then judge the mark again. */
async function readAgain(run: RunContext, some: readonly Mark[], found: Found): Promise<void> {
  if (some.length === 0) return;
  const links = await run.store.linksByDocumentId(
    run.target,
    some.map(({ documentId }) => documentId),
  );
  const known = [...links.values()].filter(({ microsoftId }) => microsoftId !== null);
  const items = known.map((link) => ({ collection: link.collection, id: wholeOf(link) }));
  for await (const wholes of readInSlices(run, items)) {
    const read = known.filter((link) => wholes.has(wholeOf(link)));
    await takeInAgain(run, read, wholes, found);
  }
}

async function takeInAgain(
  run: RunContext,
  known: readonly StoredLink[],
  wholes: ReadonlyMap<string, readonly RemoteReading[]>,
  found: Found,
): Promise<void> {
  const { findings } = found;
  for (const [id, [whole]] of wholes)
    if (whole?.kind === 'item' && findings.sharedVersions.has(id)) findings.sharedVersions.set(id, 'read');
  for (const link of known) {
    if ((wholes.get(wholeOf(link))?.[0]?.kind ?? 'incomplete') === 'incomplete') findings.notAnswered.add(link.id);
    else findings.notAnswered.delete(link.id);
    const now = wholes.get(wholeOf(link))?.find(({ microsoftId }) => microsoftId === link.microsoftId);
    if (now?.kind === 'item' && now.etag !== link.etag) found.lost.delete(link.documentId ?? ''); // somebody has changed it indeed
  }
  const gone = known.filter((link) => wholes.get(wholeOf(link))?.[0]?.kind === 'removed');
  if (gone.length > 0) found.isGone = true;
  const isSource = run.settings.direction === 'strapi-to-microsoft';
  const aboutToGo = isSource ? { aboutToGo: { owners: findings.readToWrite, parts: findings.removedByOurWrite } } : {};
  for (const links of byCollection(known)) {
    const readings = [...new Set(links.map(wholeOf))]
      .flatMap((id) => wholes.get(id) ?? [])
      .filter(({ kind }) => kind !== 'removed' && kind !== 'incomplete');
    const page = { readings, collection: collectionOf(run, links[0]?.collection ?? ''), fullRound: null, isFresh: true, ...aboutToGo };
    // Gone: staged like any other removal, and proven again before anything is deleted in Strapi.
    const { keptParts } = await commitPage(run, page, { staged: gone.filter((link) => links.includes(link)).map(({ id }) => id) });
    for (const id of keptParts) findings.removedByOurWrite.set(id, 'kept');
  }
}
