import { factsOf } from '../../../../src/sync/link';
import type { RemoteItem, Values } from '../../../../src/sync/resource';
import type { GraphAnswer } from '../../microsoft/port';
import type { LinkChanges, LocalRow, StoredLink } from '../../storage/port';
import { maskedState } from '../pull/states';
import { entryOfWrite } from '../changes/journal';
import { withoutSeparateFields } from '../changes/our-writes';
import { type Outgoing, valuesOf, type Write } from './outgoing';
import { addColumns, type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { hold, holdWhatFails, recordFailure } from './record-failure';
import type { PushFindings } from './push-findings';
import { adoptCreated } from './recover';
import { ofBody } from './requests';
import { meaningOf } from './meaning-of-answer';
import { moveParts, partsOfMoving } from './move-parts';
import type { RunContext } from '../context';
import { failurePolicy } from '../failure-policy';
import { nameOfCollection, overruledIn, takeOver, writtenBy } from './apply-echo';
import { leaveOut, withoutRefused } from '../changes/refused';
import { withRowsLocked } from '../changes/transaction';

interface Recorded {
  /** Lost a race, or nobody says what became of it: to be read again. */
  readonly stale: Outgoing[];
  /** Written, but there is more to send, or the answer does not bring all of the item: to be read again too. */
  readonly halfDone: Outgoing[];
  /** Creates that were sent before: the answer may show the item as it was made then, and what the entry holds now is written next. */
  readonly repeated: Outgoing[];
  /** Microsoft has done them, or their first request. */
  readonly done: Outgoing[];
  /** Entries of which Microsoft did not say what became of their write. */
  readonly failed: string[];
  /** Links of what is in Microsoft now. */
  readonly created: number[];
  /** Items that Microsoft does not know by the ids that they were named by. */
  readonly misnamed: Outgoing[];
}

/** Decides the answer to the first request of each write at once, and commits what that comes to in one transaction. */
export async function recordAnswers(
  run: RunContext,
  writes: readonly Write[],
  answers: readonly (GraphAnswer | undefined)[],
  { failing }: PushFindings,
): Promise<Recorded> {
  const documentIds = writes.map(({ one }) => one.mark.documentId);
  return withoutRefused((refused) =>
    withRowsLocked(run, documentIds, async () => {
      const recorded: Recorded = { stale: [], halfDone: [], repeated: [], done: [], failed: [], created: [], misnamed: [] };
      const now: Now = {
        rows: await run.items.read(documentIds),
        links: await run.store.linksByDocumentId(run.target, documentIds),
        partsWithoutEntry: await partsWithoutEntry(run, writes),
        parts: await partsOfMoving(run, writes),
      };
      const changes = newChangeSet();
      const adopted: { link: StoredLink; echo: RemoteItem }[] = [];
      for (const [at, write] of writes.entries()) {
        const answer = answers[at];
        if (answer) adopted.push(...recordAnswer(run, changes, { write, answer, now, recorded, failing }));
      }
      // What a repeated create has made is tied to its link before anything that it holds is judged.
      for (const { link, echo } of adopted) await adoptCreated(run, link, [echo]);
      leaveOut(run, changes, { refused, rows: now.rows });
      await commit(run, changes);
      recorded.failed.push(...changes.failedMarks.map(({ documentId }) => documentId));
      return recorded;
    }),
  );
}

/** The entries and links as they stand when the answers have come. */
interface Now {
  readonly rows: ReadonlyMap<string, LocalRow>;
  readonly links: ReadonlyMap<string, StoredLink>;
  /** Links by Microsoft's ids of the items they are parts of. They have no mark either by which they would go. */
  readonly partsWithoutEntry: ReadonlyMap<string, readonly number[]>;
  /** Of what goes to another collection, by Microsoft's id. */
  readonly parts: ReadonlyMap<string, readonly StoredLink[]>;
}

/** Returns what is to be tied to its link: the items of creates that were sent before. */
function recordAnswer(
  run: RunContext,
  changes: ChangeSet,
  {
    write,
    answer,
    now,
    recorded,
    failing,
  }: { write: Write; answer: GraphAnswer; now: Now; recorded: Recorded; failing: ReadonlySet<string> },
): { link: StoredLink; echo: RemoteItem }[] {
  const { one } = write;
  const meaning = meaningOf(run.resource.definition, write, answer);
  if (meaning.kind === 'failed') {
    const becomes = recordFailure(run, changes, one, { failure: meaning.failure, now: now.links.get(one.mark.documentId), failing });
    if (becomes === 'stale') recorded.stale.push(one);
    if (becomes === 'misnamed') recorded.misnamed.push(one);
    return [];
  }
  recorded.done.push(one);
  if (one.link && one.write.kind === 'create') recorded.created.push(one.link.id);
  if (meaning.kind === 'unclear') {
    changes.log.push(entryOfWrite(run, one));
    changes.counts.microsoft.updated += 1;
    recorded.stale.push(one);
    return [];
  }
  if (meaning.kind === 'half') {
    recordHalf(run, changes, { write, answer, now: now.links.get(one.mark.documentId) });
    recorded.halfDone.push(one);
    return [];
  }
  if (one.isElsewhere) recorded.stale.push(one); // now it is written where it stands
  if (one.isRetry && !one.isPartHeld) recorded.repeated.push(one);
  return recordSuccess(run, changes, { one, answer, now });
}

/** Of the requests that came after the first of their write, those that are not sent again in this run. What else came of them shows when the items are read. */
export async function recordRefusals(
  run: RunContext,
  sent: readonly Outgoing[],
  answers: readonly GraphAnswer[],
  { failing }: PushFindings,
): Promise<{ refused: ReadonlySet<Outgoing>; failed: readonly string[] }> {
  const failures = new Map(sent.flatMap((one, at) => (answers[at]?.failure ? [[one, answers[at].failure] as const] : [])));
  const refused = new Set<Outgoing>();
  if (failures.size === 0) return { refused, failed: [] };
  const changes = newChangeSet();
  for (const [one, failure] of failures) {
    if (failurePolicy[failure.reason].write === 'refused') hold(run, changes, one, failure);
    else if (holdWhatFails(run, changes, one, { failure, failing }) === 'kept') continue;
    refused.add(one);
  }
  await commit(run, changes);
  return { refused, failed: changes.failedMarks.map(({ documentId }) => documentId) };
}

/** What was in the body is agreed as it was sent; the rest shows when the item has been read, and the mark stays until then. */
function recordHalf(
  run: RunContext,
  changes: ChangeSet,
  { write: { one, address }, answer, now }: { write: Write; answer: GraphAnswer; now: StoredLink | undefined },
): void {
  const { mark, link, write, isPartHeld, isRetry } = one;
  if (!link) throw new Error('a write without a link was sent');
  const { resource, settings } = run;
  changes.log.push(entryOfWrite(run, one));
  const written = write.kind === 'update' ? write.fields : Object.keys(resource.definition.fields);
  const base: Record<string, unknown> = { ...link.base };
  const overruled = overruledIn(run, one, answer.body);
  // A repeated create may have answered with the item as it was made first.
  if (!isRetry) for (const field of ofBody(run, written)) if (!overruled.has(field)) base[field] = valuesOf(write)[field];
  if (write.kind === 'create') {
    const { microsoftId } = resource.definition.readMicrosoft(answer.body);
    const [whole] = resource.definition.readWhole(answer.body); // an answer names a series only in part, but with its uid
    const named = { microsoftId, ...(whole?.kind === 'item' ? { sharedUid: whole.sharedUid } : {}) };
    changes.linkChanges.push({ id: link.id, changes: { base: withoutSeparateFields(run, base), state: 'linked', ...named } });
    if (settings.direction !== 'strapi-to-microsoft') addColumns(changes.completions, mark.documentId, nameOfCollection(run, link));
    changes.counts.microsoft.created += 1;
  } else {
    // From now on Microsoft knows the part as one; without its address its absence would mean nothing.
    const facts = link.part && address !== null ? { facts: { ...link.facts, address } } : {};
    const erased = now && isErasing(run, link, base) ? { facts: { ...now.facts, hasErasedParts: true as const } } : {};
    changes.linkChanges.push({ id: link.id, changes: { base, ...facts, ...erased } });
    changes.counts.microsoft.updated += 1;
  }
  if (write.kind === 'update') changes.counts.mails += write.mails.length;
  if (!isPartHeld) changes.releases.push(mark.documentId);
}

const isErasing = ({ resource: { definition } }: RunContext, { part, base }: StoredLink, to: Values): boolean =>
  !part && definition.parts?.areIn(base) === true && !definition.parts.areKept(base, to);

function recordSuccess(
  run: RunContext,
  changes: ChangeSet,
  { one, answer, now }: { one: Outgoing; answer: GraphAnswer; now: Now },
): { link: StoredLink; echo: RemoteItem }[] {
  const { link, mark, write } = one;
  if (!link) throw new Error('a write without a link was sent');
  const { microsoft } = changes.counts;
  const echo = write.kind === 'delete' ? null : echoOf(run, one, answer);
  const adopted = one.isRetry && echo ? [{ link, echo }] : [];
  changes.log.push(entryOfWrite(run, one));
  if (write.kind !== 'create') changes.counts.mails += write.mails.length;
  if (write.kind === 'delete') {
    changes.droppedLinks.push(link.id, ...(now.partsWithoutEntry.get(link.microsoftId ?? '') ?? []));
    if (one.isMoving) moveParts(run, changes, one, now.parts);
    if (one.row?.owner && one.row.owner !== run.target.user) changes.newOwners.push(one.row.owner);
    microsoft.deleted += 1;
  } else {
    if (adopted.length === 0) {
      changes.linkChanges.push({ id: link.id, changes: agreed(run, one, echo, answeredAs(run, answer)) });
      if (echo && run.settings.direction !== 'strapi-to-microsoft')
        takeOver(run, changes, one, { echo, row: now.rows.get(mark.documentId) });
    }
    if (write.kind === 'create') {
      microsoft.created += 1;
    } else microsoft.updated += 1;
  }
  // Part of the edit waits for somebody: what is held stays held, and the mark knows of it.
  if (one.isPartHeld) {
    changes.deferredMarks.push(mark);
    return adopted;
  }
  changes.releases.push(mark.documentId);
  // A repeated create may have answered with the older item: the mark stays, and what differs is written next.
  if (one.isRetry || one.isElsewhere) changes.marks.push(mark.documentId);
  else changes.clearedMarks.push(mark);
  return adopted;
}

async function partsWithoutEntry(run: RunContext, writes: readonly Write[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const { parts } = run.resource.definition;
  const deleted = writes.flatMap(({ one: { link, write } }) =>
    write.kind === 'delete' && link?.microsoftId && parts?.areIn(link.base) ? [link.microsoftId] : [],
  );
  const ids = new Map<string, number[]>();
  for (const { id, documentId, part } of deleted.length > 0 ? await run.store.linksOfParts(run.target, deleted) : [])
    if (documentId === null && part) ids.set(part.of, [...(ids.get(part.of) ?? []), id]);
  return ids;
}

function echoOf(run: RunContext, { link }: Outgoing, answer: GraphAnswer): RemoteItem | null {
  const reading = run.resource.definition.readMicrosoft(answer.body);
  return reading.kind === 'item' ? (maskedState(run, reading, link)?.item ?? null) : null;
}

/** Answered with something that has an id and is no item of ours: the link must know whose it is. */
function answeredAs(run: RunContext, answer: GraphAnswer): LinkChanges | null {
  const { kind, microsoftId } = run.resource.definition.readMicrosoft(answer.body);
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
      ...heldAfter(link, written),
      ...(link?.facts.neverAgreed ? { neverAgreed: link.facts.neverAgreed } : {}),
      ...leftAfter(link, written),
      ...unsentAfter(one),
      ...(link?.facts.sent ? { sent: link.facts.sent } : {}),
    },
  };
}

/** What the entry's home holds in place of what was agreed, but for what has just been written. */
function heldAfter(link: Outgoing['link'], written: readonly string[]): { held?: Values } {
  const held = Object.entries(link?.facts.held ?? {}).filter(([field]) => !written.includes(field));
  return held.length === 0 ? {} : { held: Object.fromEntries(held) };
}

/** What a direction to Microsoft leaves alone there, but for what has just been written over. */
function leftAfter(link: Outgoing['link'], written: readonly string[]): { left?: Values } {
  const left = Object.entries(link?.facts.left ?? {}).filter(([field]) => !written.includes(field));
  return left.length === 0 ? {} : { left: Object.fromEntries(left) };
}

const unsentAfter = ({ link, isPartHeld }: Outgoing): { unsent?: Values } =>
  isPartHeld && link?.facts.unsent ? { unsent: link.facts.unsent } : {};
