import { factsOf } from '../../../../src/sync/link';
import type { RemoteItem, Values } from '../../../../src/sync/resource';
import type { GraphAnswer, GraphFailure } from '../../microsoft/port';
import type { LinkChanges, StoredLink } from '../../storage/port';
import { maskedState } from '../pull/plan-page';
import { entryOfWrite } from '../changes/journal';
import { notYetApart } from './write-in-flight';
import { valuesOf } from './plan-push';
import type { Outgoing, Write } from './outgoing';
import { hold, holdWhatFails, recordFailure } from './record-failure';
import { adoptCreated } from './recover';
import { ofBody } from './requests';
import { defaultCursor } from '../collections/collections';
import type { RunContext } from '../context';
import { withRowsLocked } from '../changes/with-rows-locked';

interface Recorded {
  /** Lost a race: to be read again. */
  readonly stale: Outgoing[];
  /** Written, but there is more to send, or the answer does not bring all of the item: to be read again too. */
  readonly halfDone: Outgoing[];
  /** Creates that were sent before: the answer may show the item as it was made then, and what the entry holds now is written next. */
  readonly repeated: Outgoing[];
  /** Microsoft has done them, or their first request. */
  readonly done: Outgoing[];
}

/** Records the answer to the first request of each write at once, in one transaction. */
export async function recordAnswers(
  run: RunContext,
  writes: readonly Write[],
  answers: readonly (GraphAnswer | undefined)[],
): Promise<Recorded> {
  const done: Outgoing[] = [];
  const repeated: Outgoing[] = [];
  const stale: Outgoing[] = [];
  const halfDone: Outgoing[] = [];
  await withRowsLocked(
    run,
    writes.map(({ one }) => one.mark.documentId),
    async () => {
      for (const [at, write] of writes.entries()) {
        const { one, requests, address } = write;
        const answer = answers[at];
        if (!answer) continue;
        const isDone = !answer.failure || (requests[0]?.method === 'DELETE' && answer.failure.reason === 'not-found');
        if (isDone) done.push(one);
        if (isDone && isHalf(run, write, answer)) {
          await recordHalf(run, one, { answer, address });
          halfDone.push(one);
        } else if (isDone) {
          await recordSuccess(run, one, answer);
          if (one.isElsewhere) stale.push(one); // now it is written where it stands
          if (one.isRetry && !one.isPartHeld) repeated.push(one);
        } else if (answer.failure && (await recordFailure(run, one, answer.failure)) === 'stale') stale.push(one);
      }
    },
  );
  return { stale, halfDone, repeated, done };
}

function isHalf(run: RunContext, { one: { link, write }, requests, isOfItem }: Write, answer: GraphAnswer): boolean {
  if (write.kind === 'delete') return false;
  const { parts, fields, readMicrosoft } = run.places.definition;
  if (link && !link.part && parts?.areIn(link.base)) return true; // which of its parts are left, the answer does not say
  if (requests.length > 1 || !isOfItem) return true;
  const reading = readMicrosoft(answer.body);
  if (reading.kind !== 'item') return reading.kind === 'incomplete';
  return (
    write.kind === 'create' &&
    Object.entries(fields).some(
      ([field, { isWrittenApart, isEqual }]) => isWrittenApart && !isEqual(write.values[field], reading.values[field]),
    )
  );
}

/** Of the requests that came after the first of their write, those that are not sent again in this run. What else came of them shows when the items are read. */
export async function recordRefusals(
  run: RunContext,
  sent: readonly Outgoing[],
  answers: readonly GraphAnswer[],
): Promise<ReadonlySet<Outgoing>> {
  const failures = new Map(sent.flatMap((one, at) => (answers[at]?.failure ? [[one, answers[at].failure] as const] : [])));
  const refused = new Set<Outgoing>();
  if (failures.size === 0) return refused;
  await run.store.transaction(async () => {
    for (const [one, failure] of failures) {
      if (isForGood(failure)) await hold(run, one, failure);
      else if ((await holdWhatFails(run, one, failure)) === 'kept') continue;
      refused.add(one);
    }
  });
  return refused;
}

const isForGood = ({ reason }: GraphFailure): boolean => reason === 'too-large' || reason === 'rejected' || reason === 'forbidden';

/** What was in the body is agreed as it was sent; the rest shows when the item has been read, and the mark stays until then. */
async function recordHalf(
  run: RunContext,
  one: Outgoing,
  { answer, address }: { answer: GraphAnswer; address: string | null },
): Promise<void> {
  const { mark, link, write, isPartHeld, isRetry } = one;
  if (!link) throw new Error('a write without a link was sent');
  const { store, tally, target, places } = run;
  await store.log(target, [entryOfWrite(run, one)]);
  const written = write.kind === 'update' ? write.fields : Object.keys(places.definition.fields);
  const base: Record<string, unknown> = { ...link.base };
  // A repeated create may have answered with the item as it was made first.
  if (!isRetry) for (const field of ofBody(run, written)) base[field] = valuesOf(write)[field];
  if (write.kind === 'create') {
    const { microsoftId } = places.definition.readMicrosoft(answer.body);
    await store.changeLink(target, link.id, { base: notYetApart(run, base), state: 'linked', microsoftId });
    if (run.settings.direction !== 'strapi-to-microsoft') await run.items.update(mark.documentId, nameOfCollection(run));
    run.unlisted.add(link.id);
    tally.microsoft.created += 1;
  } else {
    // From now on Microsoft knows the part as one; without its address its absence would mean nothing.
    await store.changeLink(target, link.id, { base, ...(link.part && address !== null ? { facts: { ...link.facts, address } } : {}) });
    tally.microsoft.updated += 1;
  }
  if (write.kind === 'update') tally.mails += write.mails.length;
  if (!isPartHeld) await store.release(target, [mark.documentId]);
}

async function recordSuccess(run: RunContext, one: Outgoing, answer: GraphAnswer): Promise<void> {
  const { store, tally, target } = run;
  const { link, mark, write } = one;
  if (!link) throw new Error('a write without a link was sent');
  await store.log(target, [entryOfWrite(run, one)]);
  if (write.kind === 'delete') {
    await store.removeLinks([link.id, ...(await partsWithoutEntry(run, link))]);
    if (one.row?.owner && one.row.owner !== target.user) run.handedOn.add(one.row.owner);
    tally.microsoft.deleted += 1;
    tally.mails += write.mails.length;
  } else {
    const echo = echoOf(run, one, answer);
    if (one.isRetry && echo) await adoptCreated(run, link, [echo]);
    else {
      await store.changeLink(target, link.id, agreed(run, one, echo, answeredAs(run, answer)));
      if (echo && run.settings.direction !== 'strapi-to-microsoft') await takeOver(run, one, echo);
    }
    if (write.kind === 'create') {
      run.unlisted.add(link.id);
      tally.microsoft.created += 1;
    } else {
      tally.microsoft.updated += 1;
      tally.mails += write.mails.length;
    }
  }
  // Part of the edit waits for somebody: what is held stays held, and the mark knows of it.
  if (one.isPartHeld) return store.refuse(target, [mark]);
  await store.release(target, [mark.documentId]);
  // A repeated create may have answered with the older item: the mark stays, and what differs is written next.
  if (one.isRetry || one.isElsewhere) await store.mark(target, [mark.documentId]);
  else await store.clearMarks(target, [mark]);
}

/** Parts that never had an entry have no mark either by which their links would go. */
async function partsWithoutEntry(run: RunContext, { microsoftId, base }: StoredLink): Promise<number[]> {
  if (microsoftId === null || !run.places.definition.parts?.areIn(base)) return [];
  return (await run.store.linksOfParts(run.target, [microsoftId])).flatMap(({ id, documentId }) => (documentId === null ? [id] : []));
}

function echoOf(run: RunContext, { link }: Outgoing, answer: GraphAnswer): RemoteItem | null {
  const reading = run.places.definition.readMicrosoft(answer.body);
  return reading.kind === 'item' ? (maskedState(run, reading, link)?.item ?? null) : null;
}

/** Answered with something that has an id and is no item of ours: the link must know whose it is. */
function answeredAs(run: RunContext, answer: GraphAnswer): LinkChanges | null {
  const { kind, microsoftId } = run.places.definition.readMicrosoft(answer.body);
  return kind === 'item' || microsoftId === null ? null : { microsoftId };
}

/**
 * What both sides agree on after the write: for the fields that were written, what Microsoft made of them; every other field keeps its base,
 * so that a change there which came in between is still seen as one.
 */
function agreed(run: RunContext, one: Outgoing, echo: RemoteItem | null, answeredAs: LinkChanges | null): LinkChanges {
  const { link, write } = one;
  const sent = valuesOf(write);
  const written = writtenBy(run, write);
  const isOneWay = run.settings.direction === 'strapi-to-microsoft';
  const base: Record<string, unknown> = { ...link?.base };
  for (const field of written) base[field] = echo && !isOneWay ? echo.values[field] : sent[field];
  if (!echo) return { base, state: 'linked', ...(answeredAs ?? {}) };
  return {
    base,
    state: 'linked',
    microsoftId: echo.microsoftId,
    etag: echo.etag,
    sharedUid: echo.sharedUid,
    modifiedAt: echo.modifiedAt,
    facts: {
      ...factsOf(echo, link?.facts.masked ?? [], link?.facts.open),
      ...leftAfter(link, written),
      ...unsentAfter(one),
      ...(link?.facts.sent ? { sent: link.facts.sent } : {}),
    },
  };
}

/** What a direction to Microsoft leaves alone there, but for what has just been written over. */
function leftAfter(link: Outgoing['link'], written: readonly string[]): { left?: Values } {
  const left = Object.entries(link?.facts.left ?? {}).filter(([field]) => !written.includes(field));
  return left.length === 0 ? {} : { left: Object.fromEntries(left) };
}

const unsentAfter = ({ link, isPartHeld }: Outgoing): { unsent?: Values } =>
  isPartHeld && link?.facts.unsent ? { unsent: link.facts.unsent } : {};

/** Brings into Strapi what only Microsoft knows of a new item (web link, uid, organizer), and the form it gave to what we sent. */
async function takeOver(run: RunContext, { mark, link, write }: Outgoing, echo: RemoteItem): Promise<void> {
  if (write.kind === 'delete') return;
  const { definition } = run.places;
  const written = writtenBy(run, write);
  const differing = (values: Values, name: string) => !definition.fields[name]?.isEqual(values[name], echo.values[name]);
  const fields = written.filter((name) => differing(write.values, name));
  const isNew = write.kind === 'create';
  if (fields.length === 0 && !isNew) return;
  const row = (await run.items.read([mark.documentId])).get(mark.documentId);
  const now = row ? definition.readStrapi(row.row) : null;
  if (now?.kind !== 'item') return;
  // Only where the entry still holds what was sent: a person's newer edit is not to be overwritten by our own echo.
  const unchanged = fields.filter((name) => definition.fields[name]?.isEqual(now.values[name], write.values[name]));
  await keepShortened(run, { mark, link, write }, { echo, fields: unchanged });
  const name = isNew ? nameOfCollection(run) : {};
  if (unchanged.length > 0 || isNew)
    await run.items.update(mark.documentId, { ...definition.rowForStrapi(echo.values, unchanged), ...name });
}

/** What Microsoft has cut without a word is cut on both sides; whoever wrote it finds it among the conflicts, and can put it back. */
async function keepShortened(
  run: RunContext,
  { mark, link, write }: Pick<Outgoing, 'mark' | 'link' | 'write'>,
  { echo, fields }: { echo: RemoteItem; fields: readonly string[] },
): Promise<void> {
  if (write.kind === 'delete') return;
  const cut = fields.filter((name) => isCut(write.values[name], echo.values[name]));
  if (cut.length === 0) return;
  const base = link?.state === 'linked' ? link.base : null;
  const note = { fields: cut, base, strapi: write.values, microsoft: echo.values };
  const decided = { by: run.settings.conflictResolution, winner: 'microsoft' as const };
  if (await run.store.noteConflict(run.target, mark.documentId, { ...note, decided })) run.tally.conflicts += 1;
}

const isCut = (sent: unknown, kept: unknown): boolean =>
  typeof sent === 'string' && typeof kept === 'string' && kept.length < sent.length && sent.startsWith(kept);

const nameOfCollection = (run: RunContext): Record<string, unknown> => ({
  [run.places.collectionColumn]: defaultCursor(run)?.collection.name ?? '',
});

/** What Microsoft sets by itself follows what is written (a task's completed date its status), and stands in the same answer. */
function writtenBy(run: RunContext, write: Outgoing['write']): readonly string[] {
  const { fields } = run.places.definition;
  const names = Object.keys(fields);
  return write.kind === 'update' ? [...write.fields, ...names.filter((name) => fields[name]?.writtenBy === 'microsoft')] : names;
}
