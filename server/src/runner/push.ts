import { needsApproval } from '../../../src/sync/guard';
import type { GraphAnswer } from '../microsoft/port';
import type { Mark, StoredLink } from '../stores/port';
import { endsRun } from './ends-run';
import { entryOfWrite } from './journal';
import { planPush, type Outgoing } from './plan-push';
import { recordAnswers } from './record-answers';
import { recover } from './recover';
import { type RunContext, stopFor } from './run-context';
import { requestFor } from './request';
import { takeIn } from './take-in';

/** One `$batch`. */
const CHUNK = 20;
/** How often an item is looked at anew because it changed in Microsoft between our read and our write. */
const MOST_ATTEMPTS = 3;
const MOST_MARKS = 10_000;

/** Writes what people changed in Strapi to Microsoft: every mark is judged by the entry's present state, never by what happened to it. */
export async function push(run: RunContext): Promise<void> {
  let marks = await run.store.marks(run.target, MOST_MARKS);
  if (marks.length === 0) return;
  const mayDelete = await deletionsAllowed(run, marks);
  for (let attempt = 1; marks.length > 0 && attempt <= MOST_ATTEMPTS; attempt += 1) {
    const again: Mark[] = [];
    for (let from = 0; from < marks.length; from += CHUNK) {
      await run.checkpoint();
      again.push(...(await pushChunk(run, marks.slice(from, from + CHUNK), mayDelete)));
    }
    const current = await run.store.marksOf(run.target, again.map(({ documentId }) => documentId));
    marks = again.flatMap(({ documentId }) => current.get(documentId) ?? []);
  }
}

/** Gives the marks that have to be looked at again. */
async function pushChunk(run: RunContext, marks: readonly Mark[], mayDelete: MayDelete): Promise<Mark[]> {
  const outgoing = await run.store.transaction(async () => {
    const planned = await planPush(run, marks, mayDelete);
    await run.fence();
    return planned;
  });
  if (outgoing.length === 0) return [];
  if (outgoing.some(({ wasThere }) => wasThere)) {
    await recover(run); // finds it by our key, or leaves the create to be sent in the next attempt
    return marks.filter(({ documentId }) => outgoing.some(({ mark }) => mark.documentId === documentId));
  }
  if (run.mailbox.isReadOnly) {
    await run.store.log(run.target, outgoing.map((one) => entryOfWrite(run, one)));
    return [];
  }
  const answers = (await run.mailbox.batch(outgoing.map((one) => requestFor(run, one)))).map((answer, at) => understood(run, outgoing[at], answer));
  const stale = await recordAnswers(run, outgoing, answers);
  await readAgain(run, stale);
  const failure = endsRun(answers);
  if (failure) throw stopFor(failure);
  return stale.map(({ mark }) => mark);
}

/**
 * A write that is answered with success, but not with the item, says nothing about what Microsoft holds now: like a lost answer, it is
 * looked up. Taken for done, a create would lose its id and come back as a second entry.
 */
function understood(run: RunContext, one: Outgoing | undefined, answer: GraphAnswer): GraphAnswer {
  if (answer.failure || one?.write.kind === 'delete') return answer;
  const { kind, microsoftId } = run.places.definition.readMicrosoft(answer.body);
  if (kind !== 'unusable' && microsoftId !== null) return answer;
  const { status, headers } = answer;
  const message = 'Microsoft answered a write without the item.';
  return { ...answer, failure: { reason: 'nonsense', status, code: '', message, retryAfterMs: null, requestId: headers['request-id'] ?? null } };
}

/** Somebody changed the item in Microsoft meanwhile: take that in first, then judge the mark again. */
async function readAgain(run: RunContext, stale: readonly Outgoing[]): Promise<void> {
  const links = stale.flatMap(({ link }) => (link?.microsoftId ? [link as StoredLink & { microsoftId: string }] : []));
  if (links.length === 0) return;
  const answers = await run.mailbox.batch(
    links.map(({ collection, microsoftId }) => ({ method: 'GET' as const, path: run.places.wholePath(collection, microsoftId), headers: run.places.readHeaders })),
  );
  const collection = { id: links[0]?.collection ?? '', name: (await run.store.cursor(run.target))?.collectionName ?? '' };
  const readings = answers.filter(({ failure }) => !failure).map(({ body }) => run.places.definition.readMicrosoft(body));
  await takeIn(run, { readings, collection, fullRound: null, isFresh: true }, async () => {
    // Gone: staged like any other removal, and proven again before anything is deleted in Strapi.
    await run.store.stage(links.filter((_, at) => isNotFound(answers[at])).map(({ id }) => id));
  });
  const failure = endsRun(answers);
  if (failure) throw stopFor(failure);
}

type MayDelete = (mark: Mark) => boolean;

/** What was there to be counted when the approved run began is approved; the rest is counted anew (design §5.9). */
async function deletionsAllowed(run: RunContext, marks: readonly Mark[]): Promise<MayDelete> {
  const suspects = marks.filter(({ sawDelete }) => sawDelete);
  const isApproved = ({ at }: Mark) => run.approvedUntil !== null && at !== null && Date.parse(at) <= run.approvedUntil;
  if (suspects.length < 3 || run.settings.direction === 'microsoft-to-strapi' || suspects.every(isApproved)) return () => true;
  const ids = suspects.map(({ documentId }) => documentId);
  const links = await run.store.linksByDocumentId(run.target, ids);
  const rows = await run.items.read(ids);
  const deletions = suspects.filter(({ documentId }) => links.get(documentId)?.state === 'linked' && rows.get(documentId)?.owner !== run.target.user);
  const { linked } = await run.store.countLinked(run.target);
  const approved = deletions.filter(isApproved).length;
  if (!needsApproval({ deletions: deletions.length - approved, linked: linked - approved })) return () => true;
  run.tally.isStoppedByGuard = true;
  return (mark) => !mark.sawDelete || isApproved(mark);
}

const isNotFound = (answer: GraphAnswer | undefined): boolean => answer?.failure?.reason === 'not-found';
