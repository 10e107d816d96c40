import { decide } from '../../../../src/sync/decide';
import type { Decision } from '../../../../src/sync/decision';
import type { LocalItem, Values } from '../../../../src/sync/resource';
import type { LocalRow, Mark, StoredLink } from '../../storage/port';
import { entriesOf, entryOfHandedOver, entryOfWrite, printOf } from '../changes/journal';
import { noteBeingWritten } from './write-in-flight';
import { belongsToPart, isOwnerUnusable, linksWithOwners, placeOfPart, problemOfPlace } from '../parts/place';
import { collectionOf } from '../collections/collections';
import { holdPerhapsThere } from './find-by-uid';
import { isElsewhere, settleMoved } from '../parts/moved-entries';
import { wholeOf } from '../pull/fetch-items';
import { askedParts, hasUnmergedParts } from '../parts/removed';
import type { RunContext } from '../context';
import { titleOf } from '../title';
import { withIntents } from './intents';
import type { Outgoing } from './outgoing';

interface PushPlan {
  readonly outgoing: Outgoing[];
  /** Parts whose item is not written yet: looked at again in this run. */
  readonly waiting: Mark[];
  /** To be read first, and then looked at again. */
  readonly unread: Mark[];
}

/**
 * Judges marks by what the entries hold now. Creates are noted as links without an answer before anything is sent, what needs
 * no write is settled here; the rest is given back to be sent. The caller holds the transaction.
 */
export async function planPush(run: RunContext, marks: readonly Mark[], mayDelete: (mark: Mark) => boolean): Promise<PushPlan> {
  const documentIds = marks.map(({ documentId }) => documentId);
  const rows = await run.items.read(documentIds);
  const before = await linksWithOwners(run, documentIds, rows);
  const moved = await settleMoved(run, {
    links: marks.flatMap(({ documentId }) => before.get(documentId) ?? []),
    rows,
    marks: new Map(marks.map((mark) => [mark.documentId, mark])),
  });
  const links = moved.freed.length > 0 ? await linksWithOwners(run, documentIds, rows) : before;
  const outgoing: Outgoing[] = [];
  const waiting: Mark[] = [...(await run.store.marksOf(run.target, moved.successors)).values()];
  const unread: Mark[] = [];
  const settled: Mark[] = [];
  const held: Mark[] = [];
  const dropped: StoredLink[] = [];
  for (const mark of marks) {
    const row = rows.get(mark.documentId) ?? null;
    const link = links.get(mark.documentId) ?? null;
    const planned = moved.waiting.has(mark.documentId)
      ? 'waits'
      : await planOne(run, { mark, row, link, links, left: moved.left.get(mark.documentId) });
    if (link && row?.owner && row.owner !== run.target.user && (planned === 'settled' || planned === 'drop')) run.handedOn.add(row.owner);
    if (planned === 'later') continue;
    if (planned === 'waits') waiting.push(mark);
    else if (planned === 'unread') unread.push(mark);
    else if (planned === 'settled') settled.push(mark);
    else if (planned === 'held') held.push(mark);
    else if (planned === 'drop') {
      if (link) dropped.push(link);
      settled.push(mark);
    } else if (planned.write.kind !== 'delete' || mayDelete(mark)) outgoing.push(planned);
    else await run.store.log(run.target, [entryOfWrite(run, planned, true)]);
  }
  await run.store.removeLinks(dropped.map(({ id }) => id));
  await run.store.closeConflicts(
    run.target,
    dropped.flatMap(({ documentId }) => documentId ?? []),
  ); // there is nothing left to decide
  await run.store.clearMarks(run.target, settled);
  const gone = settled.flatMap(({ documentId }) => (rows.get(documentId)?.owner === run.target.user ? [] : [documentId]));
  await run.store.release(run.target, gone); // there is nothing left to hold for this person
  await run.store.refuse(run.target, held);
  const staying = await withoutLeaving(run, outgoing);
  const wholes = new Set(staying.flatMap(({ link }) => (link && !link.part ? [link.id] : [])));
  const [parts, going] = [staying.filter((one) => isAfter(wholes, one)), staying.filter((one) => !isAfter(wholes, one))];
  waiting.push(...parts.map(({ mark }) => mark));
  await noteBeingWritten(run, going);
  return { outgoing: await withIntents(run, going), waiting, unread };
}

/** A part stands on what it belongs to: where that is written too it is judged once more, by what stands in its place then. */
const isAfter = (wholes: ReadonlySet<number>, { owner }: Outgoing): boolean => owner !== null && wholes.has(owner.id);

/** What has changed hands leaves the one mailbox before it comes into the other: one decision of the guard is about both. The mark stays. */
async function withoutLeaving(run: RunContext, outgoing: readonly Outgoing[]): Promise<readonly Outgoing[]> {
  const fresh = outgoing.flatMap(({ write, link, mark }) => (write.kind === 'create' && !link ? [mark.documentId] : []));
  if (fresh.length === 0) return outgoing;
  const leaving = await run.store.leavingOthers(run.target, fresh);
  await run.store.log(
    run.target,
    outgoing.flatMap((one) => (leaving.has(one.mark.documentId) ? [entryOfHandedOver(run, one)] : [])),
  );
  return outgoing.filter(({ mark }) => !leaving.has(mark.documentId));
}

/** Microsoft's search and its feed lag behind: what a create has made may show later, and must be known then (its entry is gone). */
const WAIT_FOR_CREATE_MS = 3_600_000;
const isOldEnough = ({ startedAt }: RunContext, { at }: Mark): boolean => at === null || startedAt - Date.parse(at) > WAIT_FOR_CREATE_MS;

async function planOne(
  run: RunContext,
  {
    mark,
    row,
    link: known,
    links,
    left,
  }: {
    mark: Mark;
    row: LocalRow | null;
    link: StoredLink | null;
    links: ReadonlyMap<string, StoredLink>;
    left: LocalItem | undefined;
  },
): Promise<Outgoing | 'settled' | 'held' | 'drop' | 'later' | 'waits' | 'unread'> {
  const { definition } = run.places;
  const isOurs = row !== null && row.owner === run.target.user;
  const stands = isOurs ? definition.readStrapi(row.row) : null;
  // What the link is about is gone from Strapi, though the entry is there.
  const isOther = left === undefined && known !== null && !known.part && isElsewhere(run, { link: known, row, owner: null });
  const isMoved = isOther || left !== undefined;
  const reading = isOther ? null : (left ?? stands);
  if (reading?.kind === 'left-alone') {
    run.tally.leftAlone += 1;
    return 'settled';
  }
  if (reading?.kind === 'unusable') {
    if (isOwnerUnusable(run, row) && !(await belongsToPart(run, row))) return 'waits'; // that one is held, and this with it
    const isNew = await run.store.hold(
      run.target,
      { item: mark.documentId, title: reading.title, print: printOf({ row, link: known, remote: null }) },
      { code: reading.code, side: 'microsoft', message: reading.why, fields: [] },
    );
    if (isNew) run.tally.held += 1;
    return 'held';
  }
  if (known?.isStaged) return 'later'; // Microsoft says that it is gone, and that is not proven or not approved yet
  if (known?.state === 'linked' && known.facts.unmerged) return run.readToWrite.has(known.id) ? 'later' : 'unread';
  if (!known && !reading) {
    await run.store.release(run.target, [mark.documentId]); // of what is gone nothing is held
    return 'settled';
  }
  const problem = isOther || !known?.part ? await problemOfPlace(run, { reading: stands, links }) : null;
  const part = problem ? { kind: 'refused' as const, message: problem } : await placeOfPart(run, { reading, row, link: known, links });
  if (part.kind === 'waits' || part.kind === 'drop') return part.kind;
  if (part.kind === 'left') return 'settled';
  if (part.kind === 'refused') {
    const { message } = part;
    const isNew = await run.store.hold(
      run.target,
      { item: mark.documentId, title: titleOf(run, { link: null, row, remote: null }) },
      { code: 'invalid-value', side: 'microsoft', message, fields: [] },
    );
    if (isNew) run.tally.held += 1;
    return 'held';
  }
  const { link, owner } = part;
  if (link?.state === 'creating' && !reading) return isOldEnough(run, mark) && !run.notLookedFor.has(link.id) ? 'drop' : 'later'; // looked for, and not there
  if (link && run.perhapsThere.has(link.id)) {
    await holdPerhapsThere(run, mark, row);
    return 'held';
  }
  const isRetry = link?.state === 'creating';
  const asked = await askedParts(run, link, reading);
  const decision = decide({
    definition,
    settings: run.settings,
    link: isRetry ? null : link,
    local: reading
      ? { kind: 'item', item: mark.at ? { ...reading, editedAt: mark.at } : reading }
      : { kind: mark.sawDelete || isOther ? 'deleted' : 'missing' },
    remote: link && !isRetry ? { kind: 'as-agreed' } : { kind: 'none' },
    isReadOnly: link !== null && collectionOf(run, link.collection).isReadOnly,
    askedParts: asked,
  });

  const isOnWhatIsWritten = owner?.facts.isBeingWritten === true && decision.microsoft.kind !== 'none';
  if (link && isOnWhatIsWritten) return run.readToWrite.has(link.id) ? 'later' : 'unread'; // what has become of it, only reading tells
  if (link && link.state === 'linked' && isReadFirst(run, link, decision)) return 'unread';
  if (link && asked.length > 0 && mayTakeParts(run, link, decision) && !run.mailbox.isReadOnly)
    return run.readToWrite.has(link.id) ? 'later' : 'unread'; // what is asked about goes with it: first it is settled

  if (link && decision.microsoft.kind === 'update' && mayTakeParts(run, link, decision) && (await hasUnmergedParts(run, link)))
    return 'waits'; // what it takes away there, nobody here has seen
  if (decision.hold) {
    const isNew = await run.store.hold(
      run.target,
      { item: mark.documentId, title: titleOf(run, { link, row, remote: null }), print: printOf({ row, link, remote: null }) },
      decision.hold,
    );
    if (isNew) run.tally.held += 1;
    if (link?.facts.verdict) await forgetVerdict(run, link);
  }
  for (const note of decision.alsoDecided ?? [])
    if (await run.store.noteConflict(run.target, mark.documentId, note)) run.tally.conflicts += 1;
  if (decision.conflict && (await run.store.noteConflict(run.target, mark.documentId, decision.conflict))) run.tally.conflicts += 1;
  if (decision.conflict && link?.facts.left && decision.link.kind === 'agree')
    await run.store.changeLink(run.target, link.id, { facts: decision.link.facts }); // it is kept once
  if (decision.strapi.kind === 'update' && row && !isMoved) {
    // An edit that may not be written to Microsoft is taken back; the loser is kept with the conflict.
    await run.items.update(row.documentId, definition.rowForStrapi(decision.strapi.values, decision.strapi.fields));
    run.tally.strapi.updated += 1;
  }
  if (decision.strapi.kind === 'update' || decision.link.kind === 'end' || decision.link.kind === 'drop')
    await run.store.log(run.target, entriesOf(run, { decision, link, row, remote: null }));
  if (decision.link.kind === 'end' && link)
    await run.store.changeLink(run.target, link.id, { state: 'ended', ...(isMoved ? { documentId: null } : {}) });
  if (decision.strapi.kind === 'delete' && link) {
    await run.store.stage([link.id]); // gone in Microsoft and no longer contested: proven once more, and counted by the guard, before it goes
    return 'settled';
  }
  if (decision.link.kind === 'drop' && !isMoved) return 'drop';
  if (decision.microsoft.kind === 'none' && isMoved && link && !decision.hold && link.facts.open.length === 0) {
    if (decision.link.kind !== 'end') await run.store.removeLinks([link.id]); // nothing is left to write about what it was
    return 'waits';
  }
  if (decision.microsoft.kind === 'none') {
    // A deletion that is not carried out yet must not lose its mark: without it, it would be an absence.
    if (
      decision.hold ||
      (!reading && link?.state === 'linked' && (!link.part || link.facts.open.length > 0) && decision.link.kind !== 'end')
    )
      return 'held';
    await run.store.release(run.target, [mark.documentId]);
    return 'settled';
  }
  return {
    mark,
    link,
    row,
    write: decision.microsoft,
    why: decision.why,
    isRetry,
    isPartHeld: decision.hold !== null,
    owner,
    isElsewhere: isMoved,
    wasThere: decision.microsoft.kind === 'create' && !run.soughtByUid.has(mark.documentId) && hasTraces(run, row),
  };
}

/**
 * What Microsoft holds has to be known to the last: where it may ignore `If-Match`; of what was made and has never been read; of what somebody is asked about, so that they are shown what
 * stands there now; and of an item with parts that nobody here has, before a write takes them away.
 */
function isReadFirst(run: RunContext, link: StoredLink, decision: Decision): boolean {
  const { microsoft } = decision;
  if (run.readToWrite.has(link.id) || run.mailbox.isReadOnly) return false;
  if (link.facts.open.length > 0) return link.facts.isGoneOpen !== true; // what is proven to be gone is not asked for again
  if (microsoft.kind !== 'update' && microsoft.kind !== 'delete') return false;
  if (run.sharesVersion.get(wholeOf(link)) === 'written') return true; // the version that is known is one of before that
  if (link.etag === null && !link.part) return true;
  return run.places.isReadBeforeWriting || (mayTakeParts(run, link, decision) && run.settings.direction === 'strapi-to-microsoft');
}

function mayTakeParts(run: RunContext, link: StoredLink, { microsoft }: Decision): boolean {
  const { parts } = run.places.definition;
  const there = { ...link.base, ...link.facts.left };
  if (link.part || !parts || !(parts.areIn(there) || link.facts.hasUnknownParts)) return false;
  return microsoft.kind === 'delete' || (microsoft.kind === 'update' && !parts.areKept(there, microsoft.values));
}

/** It was about something else by now: what would mail is asked about anew. */
async function forgetVerdict(run: RunContext, { id, facts: { verdict: _said, ...facts } }: StoredLink): Promise<void> {
  await run.store.changeLink(run.target, id, { facts });
}

const hasTraces = ({ places: { collectionColumn, sharedUidColumn } }: RunContext, row: LocalRow | null): boolean =>
  [collectionColumn, sharedUidColumn].some((column) => column !== null && Boolean(row?.row[column]));

export function valuesOf(write: Outgoing['write']): Values {
  return write.kind === 'delete' ? {} : write.values;
}
