import { factsOfNew } from '../../../../src/sync/link';
import { type LocalRow, type Mark, notReadYet, type StoredLink } from '../../storage/port';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { leaveOut, type Refused } from '../changes/refused';
import { cursorFor } from '../collections/collection-of-new';
import type { RunContext } from '../context';
import { entryOfHandedOver, entryOfWaitingDate, entryOfWrite } from '../changes/journal';
import { giveUpPlaces, type GivenUp } from '../parts/moved-entries';
import { keepLeft } from '../parts/keep-losers';
import { linkOfNewPart, linksWithOwners } from '../parts/place-of-part';
import type { PushFindings } from './push-findings';
import { load, type Loaded, mayHaveParts } from './load';
import type { Outgoing } from './outgoing';
import { judgePlace, type Standing } from './judge-place';
import { judgeWrite } from './judge-write';
import type { PlannedWrite } from './planned-write';
import { withoutSeparateFields, withSentAgain } from '../changes/our-writes';
import { isSentApart } from './write-in-flight';

interface PushPlan {
  readonly outgoing: Outgoing[];
  /** Parts whose item is not written yet: looked at again in this run. */
  readonly waiting: Mark[];
  /** To be read first, and then looked at again. */
  readonly unread: Mark[];
}

/**
 * Judges marks by what the entries hold now: load, decide, commit. Creates are noted as links without an answer before anything is sent, what needs
 * no write is settled here; the rest is returned to be sent. The caller holds the transaction.
 */
export async function commitIntents(
  run: RunContext,
  marks: readonly Mark[],
  { findings, mayDelete, refused }: { findings: PushFindings; mayDelete: (mark: Mark) => boolean; refused: Refused },
): Promise<PushPlan> {
  const documentIds = marks.map(({ documentId }) => documentId);
  const rows = await run.items.read(documentIds);
  const moved = await leaveOldPlaces(run, marks, rows);
  const changes = newChangeSet();
  const { loaded, planned } = await judge(run, changes, { marks, rows, moved, findings });
  const outgoing: Outgoing[] = [];
  const waiting: Mark[] = [...(await run.store.marksOf(run.target, moved.successors)).values()];
  const unread: Mark[] = [];
  const cancelling: Extract<PlannedWrite, { kind: 'cancels' }>[] = [];
  for (const mark of marks) {
    const outcome = planned.get(mark) ?? { kind: 'waits' as const };
    const { owner } = rows.get(mark.documentId) ?? { owner: null };
    const link = loaded.links.get(mark.documentId) ?? null;
    if (link && owner && owner !== run.target.user && (outcome.kind === 'settled' || outcome.kind === 'drop'))
      changes.newOwners.push(owner);
    switch (outcome.kind) {
      case 'later':
        break;
      case 'waits':
        waiting.push(mark);
        break;
      case 'unread':
        unread.push(mark);
        break;
      case 'held':
        changes.deferredMarks.push(mark);
        break;
      case 'drop':
        if (link) changes.droppedLinks.push(link.id);
        if (link?.documentId) changes.closedConflicts.push(link.documentId); // there is nothing left to decide
        settle(run, changes, mark, rows);
        break;
      case 'settled':
        settle(run, changes, mark, rows);
        break;
      case 'cancels':
        if (mayDelete(mark)) {
          cancelling.push(outcome);
          waiting.push(mark);
        } else changes.log.push(entryOfWaitingDate(run, outcome.link));
        break;
      case 'write':
        if (outcome.one.write.kind !== 'delete' || mayDelete(mark)) outgoing.push(outcome.one);
        else changes.log.push(entryOfWrite(run, outcome.one, true));
        break;
    }
  }
  await cancelDates(run, changes, cancelling);
  const staying = await withoutThoseStillElsewhere(run, changes, outgoing);
  const wholes = new Set(staying.flatMap(({ link }) => (link && !link.part ? [link.id] : [])));
  const [parts, going] = [staying.filter((one) => isAfter(wholes, one)), staying.filter((one) => !isAfter(wholes, one))];
  waiting.push(...parts.map(({ mark }) => mark));
  noteInFlight(run, changes, going);
  noteIntents(run, changes, going);
  leaveOut(run, changes, { refused, rows });
  await commit(run, changes);
  return { outgoing: await withIntents(run, going), waiting, unread };
}

/** The series says in Strapi that it has these dates no more (rows-of-dates.ts), and is to be written. */
async function cancelDates(
  run: RunContext,
  changes: ChangeSet,
  cancelling: readonly Extract<PlannedWrite, { kind: 'cancels' }>[],
): Promise<void> {
  const names = [...new Set(cancelling.flatMap(({ series }) => series.documentId ?? []))];
  const marked = names.length > 0 ? await run.store.marksOf(run.target, names) : new Map<string, Mark>();
  for (const { link, series } of cancelling) {
    const { left: _left, ...facts } = link.facts;
    keepLeft(run, changes, link);
    if (!facts.isToCancel) changes.linkChanges.push({ id: link.id, changes: { facts: { ...facts, isToCancel: true } } });
    if (series.documentId && (!link.facts.isToCancel || !marked.has(series.documentId))) changes.marks.push(series.documentId);
  }
}

function settle({ target }: RunContext, changes: ChangeSet, mark: Mark, rows: ReadonlyMap<string, LocalRow>): void {
  changes.clearedMarks.push(mark);
  if (rows.get(mark.documentId)?.owner !== target.user) changes.releases.push(mark.documentId); // there is nothing left to hold for this person
}

async function leaveOldPlaces(run: RunContext, marks: readonly Mark[], rows: ReadonlyMap<string, LocalRow>): Promise<GivenUp> {
  const links = await linksWithOwners(
    run,
    marks.map(({ documentId }) => documentId),
    rows,
  );
  return giveUpPlaces(run, {
    links: marks.flatMap(({ documentId }) => links.get(documentId) ?? []),
    rows,
    marks: new Map(marks.map((mark) => [mark.documentId, mark])),
  });
}

/** First where each entry stands, then what is to be written of it: the places that parts take are linked in between. */
async function judge(
  run: RunContext,
  changes: ChangeSet,
  { marks, rows, moved, findings }: { marks: readonly Mark[]; rows: ReadonlyMap<string, LocalRow>; moved: GivenUp; findings: PushFindings },
): Promise<{ loaded: Loaded; planned: ReadonlyMap<Mark, PlannedWrite> }> {
  const documentIds = marks.map(({ documentId }) => documentId);
  const loaded = await load(run, documentIds, rows);
  const planned = new Map<Mark, PlannedWrite>();
  const placed: { mark: Mark; place: Standing }[] = [];
  const taking = newChangeSet();
  const taken = new Set<string>();
  for (const mark of marks) {
    if (moved.waiting.has(mark.documentId)) continue;
    const place = judgePlace(run, loaded, changes, { mark, left: moved.left.get(mark.documentId), taken, findings });
    if (place.kind !== 'stands') planned.set(mark, place);
    else {
      placed.push({ mark, place });
      if (place.begun) taking.newLinks.push(linkOfNewPart(place.begun));
      if (place.takenOver) taking.linkChanges.push(place.takenOver);
    }
  }
  if (taking.newLinks.length + taking.linkChanges.length > 0) await commit(run, taking);
  const links =
    taking.newLinks.length > 0
      ? await run.store.linksByDocumentId(
          run.target,
          taking.newLinks.flatMap(({ documentId }) => documentId ?? []),
        )
      : new Map<string, StoredLink>();
  for (const { mark, place } of placed) {
    const link = place.link ?? links.get(mark.documentId) ?? null;
    planned.set(mark, judgeWrite(run, loaded, changes, { mark, findings, place: { ...place, link } }));
  }
  return { loaded, planned };
}

/** A part stands on what it belongs to: where that is written too it is judged once more, by what stands in its place then. */
const isAfter = (wholes: ReadonlySet<number>, { owner }: Outgoing): boolean => owner !== null && wholes.has(owner.id);

/** What has changed hands leaves the one mailbox before it comes into the other: one decision of the guard is about both. The mark stays. */
async function withoutThoseStillElsewhere(
  run: RunContext,
  changes: ChangeSet,
  outgoing: readonly Outgoing[],
): Promise<readonly Outgoing[]> {
  const fresh = outgoing.flatMap(({ write, link, mark }) => (write.kind === 'create' && !link ? [mark.documentId] : []));
  if (fresh.length === 0) return outgoing;
  const elsewhere = await run.store.stillWithPreviousOwner(run.target, fresh);
  changes.log.push(...outgoing.flatMap((one) => (elsewhere.has(one.mark.documentId) ? [entryOfHandedOver(run, one)] : [])));
  return outgoing.filter(({ mark }) => !elsewhere.has(mark.documentId));
}

/**
 * A write of an item may take its parts away, and reset what is written apart from its body (another start or rule of a series erases exceptions
 * and cancelled occurrences, graph-facts §1.9). Noted before it is sent: whether its answer comes, or a crash, what is missing when the item
 * is read next was lost by our own write, is nobody's deletion, and is written again. So is what had no place in the item before.
 */
function noteInFlight(run: RunContext, changes: ChangeSet, outgoing: readonly Outgoing[]): void {
  for (const { link, write, isMoving } of outgoing) {
    if (link && isMoving) changes.linkChanges.push({ id: link.id, changes: { facts: { ...link.facts, isMoving } } });
    if (!link || link.part || link.facts.isBeingWritten || write.kind !== 'update') continue;
    const hasParts = mayHaveParts(run, link) || run.resource.definition.parts?.areIn(write.values) === true;
    if (hasParts && !isSentApart(run, write.fields))
      changes.linkChanges.push({ id: link.id, changes: { facts: { ...link.facts, isBeingWritten: true } } });
  }
}

/** Creates are noted as links without an answer before anything is sent, and what one is sent with again beside it. */
function noteIntents(run: RunContext, changes: ChangeSet, outgoing: readonly Outgoing[]): void {
  for (const { mark, write, link, row, isRetry } of outgoing) {
    if (write.kind === 'create' && link && isRetry) {
      const facts = withSentAgain(run, link, write.values);
      if (facts !== link.facts) changes.linkChanges.push({ id: link.id, changes: { facts } });
    }
    const cursor = cursorFor(run, row?.row ?? null);
    if (write.kind === 'create' && !link)
      changes.newLinks.push({
        documentId: mark.documentId,
        microsoftId: null,
        collection: cursor?.collection.id ?? '',
        part: null,
        origin: 'strapi',
        state: 'creating',
        base: withoutSeparateFields(run, write.values),
        facts: factsOfNew,
        ...notReadYet,
        seenRound: cursor?.round ?? 0,
      });
  }
}

async function withIntents(run: RunContext, outgoing: readonly Outgoing[]): Promise<Outgoing[]> {
  const fresh = outgoing.flatMap(({ mark, link }) => (link ? [] : [mark.documentId]));
  if (fresh.length === 0) return [...outgoing];
  const links = await run.store.linksByDocumentId(run.target, fresh);
  return outgoing.map((one) => (one.link ? one : { ...one, link: links.get(one.mark.documentId) ?? null }));
}
