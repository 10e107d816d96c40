import { decide } from '../../../../src/sync/decide';
import type { Because } from '../../../../src/contracts/reasons';
import type { Decision, HoldNote } from '../../../../src/sync/decision';
import { unasked } from '../../../../src/sync/link';
import type { LocalItem, LocalReading } from '../../../../src/sync/resource';
import type { LinkChanges, LocalRow, Mark, StoredLink } from '../../storage/port';
import { addColumns, type ChangeSet } from '../changes/change-set';
import { endApart, isGoneApart, setApart } from '../changes/apart';
import { collectionOf } from '../collections/taking-part';
import type { RunContext } from '../context';
import { entriesOf, versionHash } from '../changes/journal';
import { nextTry } from '../next-try';
import { keepLeft } from '../parts/keep-losers';
import { isElsewhere } from '../parts/moved-entries';
import { belongsToPart, isOwnerUnusable, type NewPart, placeOfPart, problemOfPlace } from '../parts/place';
import { askedParts, hasUnmergedParts } from '../parts/removed-in-strapi';
import { wholeOf } from '../pull/fetch-items';
import { titleOf } from '../title';
import { hasTraces } from './has-traces';
import { judgeMoveElsewhere } from './move-elsewhere';
import type { PushFindings } from './push-findings';
import type { PlannedWrite } from './planned-write';
import { judgeRemovedDate } from './removed-date';
import type { Loaded } from './load';
import type { Outgoing } from './outgoing';

interface Marked {
  readonly mark: Mark;
  /** In a direction to Microsoft: what Strapi has by now in the place that the entry has left. */
  readonly left: LocalItem | undefined;
  /** Microsoft's ids of places that other entries have taken just now. */
  readonly taken: Set<string>;
  readonly findings: PushFindings;
}
/** Where an entry stands in Microsoft, and what it holds there. */
export interface Standing {
  readonly kind: 'stands';
  readonly reading: LocalItem | null;
  readonly link: StoredLink | null;
  /** Of a part: the link of the item it belongs to. */
  readonly owner: StoredLink | null;
  /** What the link is about is gone from Strapi, though the entry is there. */
  readonly isOther: boolean;
  readonly isMoved: boolean;
  readonly begun?: NewPart;
  readonly takenOver?: { readonly id: number; readonly changes: LinkChanges };
}

/** Where an entry stands; or what becomes of its mark where that cannot be said, or where it stands nowhere. */
export function judgePlace(
  run: RunContext,
  loaded: Loaded,
  changes: ChangeSet,
  { mark, left, taken, findings }: Marked,
): Standing | Exclude<PlannedWrite, { kind: 'write' }> {
  const { definition } = run.resource;
  const row = loaded.rows.get(mark.documentId) ?? null;
  const known = loaded.links.get(mark.documentId) ?? null;
  if (row?.standing === 'apart') return setApart(changes, mark, known);
  if (known && isGoneApart(known, row)) return endApart(run, changes, known);
  const stands = row?.owner === run.target.user && row.standing === undefined ? definition.readStrapi(row.row) : null;
  const isOther = left === undefined && known !== null && !known.part && isElsewhere(run, { link: known, row, owner: null });
  const reading: LocalReading | null = isOther ? null : (left ?? stands);
  if (reading?.kind === 'left-alone') {
    changes.counts.leftAlone += 1;
    return { kind: 'settled' };
  }
  if (reading?.kind === 'unusable') {
    if (isOwnerUnusable(run, row) && !belongsToPart(run, loaded.rows, row)) return { kind: 'waits' }; // that one is held, and this with it
    const note: HoldNote = { code: reading.code, side: 'microsoft', message: reading.why, fields: [] };
    changes.holds.push({
      of: { item: mark.documentId, title: reading.title, print: versionHash({ row, link: known, remote: null }) },
      note,
    });
    return { kind: 'held' };
  }
  if (known?.isStaged) return { kind: 'later' }; // Microsoft says that it is gone, and that is not proven or not approved yet
  if (known?.facts.isBeyond && reading) return holdBeyond(run, changes, mark, { row, link: known });
  if (known?.state === 'linked' && known.facts.unmerged) return { kind: findings.readToWrite.has(known.id) ? 'later' : 'unread' };
  if (!known && !reading) {
    changes.releases.push(mark.documentId); // of what is gone nothing is held
    return { kind: 'settled' };
  }
  const refused = (message: Because): PlannedWrite & { kind: 'held' } => {
    const of = { item: mark.documentId, title: titleOf(run, { link: null, row, remote: null }) };
    changes.holds.push({ of, note: { code: 'invalid-value', side: 'microsoft', message, fields: [] } });
    return { kind: 'held' };
  };
  const problem = isOther || !known?.part ? problemOfPlace(run, loaded, stands) : null;
  if (problem !== null) return refused(problem);
  if (known?.occurrence === 'date' && !reading) return judgeRemovedDate(run, changes, { mark, row, link: known, links: loaded.links });
  const place = placeOfPart(run, loaded, { reading, row, link: known });
  const standing = { kind: 'stands' as const, reading, isOther, isMoved: isOther || left !== undefined };
  switch (place.kind) {
    case 'waits':
      if (known?.part && !reading) keepLeft(run, changes, known);
      return { kind: 'waits' };
    case 'drop':
      return { kind: 'drop' };
    case 'left':
      changes.releases.push(mark.documentId);
      return { kind: 'settled' };
    case 'refused':
      return refused(place.message);
    case 'begun':
      if (taken.has(place.part.id)) return refused('place-taken');
      taken.add(place.part.id);
      return { ...standing, link: null, owner: place.part.owner, begun: place.part };
    case 'taken-over': {
      if (taken.has(place.link.microsoftId ?? '')) return refused('place-taken');
      taken.add(place.link.microsoftId ?? '');
      const changed = { documentId: mark.documentId, facts: unasked(place.link.facts) };
      return { ...standing, link: { ...place.link, ...changed }, owner: place.owner, takenOver: { id: place.link.id, changes: changed } };
    }
    case 'known':
      return { ...standing, link: place.link, owner: place.owner };
  }
}

/** It takes part no more: neither side is deleted, and neither follows the other until it does again. */
function holdBeyond(
  run: RunContext,
  changes: ChangeSet,
  { documentId }: Mark,
  { row, link }: { row: LocalRow | null; link: StoredLink },
): PlannedWrite & { kind: 'held' } {
  const of = { item: documentId, title: titleOf(run, { link, row, remote: null }), print: versionHash({ row, link, remote: null }) };
  changes.holds.push({ of, note: { code: 'invalid-value', side: 'microsoft', message: 'beyond-this-type', fields: [] } });
  return { kind: 'held' };
}

/** What is to be written of an entry that stands somewhere. */
export function judgeWrite(
  run: RunContext,
  loaded: Loaded,
  changes: ChangeSet,
  { mark, findings, place: { reading, link, owner, isOther, isMoved } }: { mark: Mark; findings: PushFindings; place: Standing },
): PlannedWrite {
  const { definition } = run.resource;
  const row = loaded.rows.get(mark.documentId) ?? null;
  if (link?.state === 'creating' && !reading)
    return { kind: isOldEnough(run, mark) && !findings.recoverySkipped.has(link.id) ? 'drop' : 'later' }; // looked for, and not there
  if (link && findings.perhapsThere.has(link.id)) {
    holdPerhapsThere(run, changes, mark, row);
    return { kind: 'held' };
  }
  const isRetry = link?.state === 'creating';
  const asked = askedParts(run, loaded, link, reading);
  const decision = decide({
    definition,
    settings: run.settings,
    link: isRetry ? null : link,
    local: reading
      ? { kind: 'item', item: mark.at ? { ...reading, editedAt: mark.at } : reading }
      : { kind: mark.sawDelete || isOther || row?.standing === 'passed-on' ? 'deleted' : 'missing' },
    remote: link && !isRetry ? { kind: 'as-agreed' } : { kind: 'none' },
    isReadOnly: link !== null && collectionOf(run, link.collection).isReadOnly,
    askedParts: asked,
  });

  const isOnWhatIsWritten = owner?.facts.isBeingWritten === true && decision.microsoft.kind !== 'none';
  if (link && isOnWhatIsWritten) return { kind: findings.readToWrite.has(link.id) ? 'later' : 'unread' }; // what has become of it, only reading tells
  if (link && link.state === 'linked' && isReadFirst(run, findings, link, decision)) {
    if (!findings.readToWrite.has(link.id)) return { kind: 'unread' };
    if (findings.notAnswered.has(link.id)) return { kind: 'later' };
  }
  if (link && asked.length > 0 && mayTakeParts(run, link, decision) && !run.mailbox.isReadOnly)
    return { kind: findings.readToWrite.has(link.id) ? 'later' : 'unread' }; // what is asked about goes with it: first it is settled
  // What it takes away there, nobody here has seen.
  if (link && mayTakeParts(run, link, decision) && hasUnmergedParts(loaded, link)) return { kind: 'waits' };

  const parts = loaded.partLinks.get(link?.microsoftId ?? '') ?? [];
  const moving = link && row && reading && !isMoved ? judgeMoveElsewhere(run, changes, { mark, link, row, parts, findings }) : null;
  if (moving) return moving;

  addNotes(run, changes, { mark, row, link, decision });
  if (decision.strapi.kind === 'update' && row && !isMoved)
    // An edit that may not be written to Microsoft is taken back; the loser is kept with the conflict.
    addColumns(changes.updates, row.documentId, definition.rowForStrapi(decision.strapi.values, decision.strapi.fields));
  if (decision.strapi.kind === 'update' || decision.link.kind === 'end' || decision.link.kind === 'drop')
    changes.log.push(...entriesOf(run, { decision, link, row, remote: null }));
  if (decision.link.kind === 'end' && link)
    changes.linkChanges.push({ id: link.id, changes: { state: 'ended', ...(isMoved ? { documentId: null } : {}) } });
  if (decision.strapi.kind === 'delete' && link) {
    changes.staged.push(link.id); // gone in Microsoft and no longer contested: proven once more, and counted by the guard, before it goes
    return { kind: 'settled' };
  }
  if (decision.link.kind === 'drop' && !isMoved) return { kind: 'drop' };
  if (row && link && decision.microsoft.kind === 'none' && isNowhere(run, link, owner)) {
    changes.removals.add(row.documentId);
    changes.droppedLinks.push(link.id);
    return { kind: 'settled' };
  }
  if (decision.microsoft.kind === 'none' && isMoved && link && !decision.hold && link.facts.open.length === 0) {
    if (decision.link.kind !== 'end') changes.droppedLinks.push(link.id); // nothing is left to write about what it was
    return { kind: 'waits' };
  }
  if (decision.microsoft.kind === 'none') {
    // A deletion that is not carried out yet must not lose its mark: without it, it would be an absence.
    const isOpenDeletion =
      !reading && link?.state === 'linked' && (!link.part || link.facts.open.length > 0) && decision.link.kind !== 'end';
    if (decision.hold || isOpenDeletion) return { kind: 'held' };
    changes.releases.push(mark.documentId);
    return { kind: 'settled' };
  }
  const one: Outgoing = {
    mark,
    link,
    row,
    write: decision.microsoft,
    why: decision.why,
    isRetry,
    isPartHeld: decision.hold !== null,
    owner,
    isElsewhere: isMoved,
    wasThere: decision.microsoft.kind === 'create' && !findings.searchedByUid.has(mark.documentId) && hasTraces(run, row),
  };
  return { kind: 'write', one };
}

/** Its place was cancelled on both sides, and it says nothing that would have to be written there: it is none any more. */
function isNowhere(run: RunContext, { part, facts }: StoredLink, owner: StoredLink | null): boolean {
  const { parts } = run.resource.definition;
  if (!part || facts.address || facts.open.length > 0 || run.settings.direction !== 'bidirectional') return false;
  return owner?.state === 'linked' && parts?.areIn(owner.base) === true && !parts.has(owner.base, part.key);
}

function addNotes(
  run: RunContext,
  changes: ChangeSet,
  { mark, row, link, decision }: { mark: Mark; row: LocalRow | null; link: StoredLink | null; decision: Decision },
): void {
  const { documentId } = mark;
  if (decision.hold) {
    const of = { item: documentId, title: titleOf(run, { link, row, remote: null }), print: versionHash({ row, link, remote: null }) };
    changes.holds.push({ of, note: decision.hold });
  }
  if (decision.hold && link?.facts.verdict) {
    const { verdict: _said, ...facts } = link.facts;
    changes.linkChanges.push({ id: link.id, changes: { facts } }); // it was about something else by now: what would mail is asked about anew
  }
  for (const note of [...(decision.alsoDecided ?? []), ...(decision.conflict ? [decision.conflict] : [])])
    changes.conflicts.push({ item: documentId, note, microsoftId: link?.microsoftId ?? null });
  if (decision.conflict && link?.facts.left && decision.link.kind === 'agree')
    changes.linkChanges.push({ id: link.id, changes: { base: decision.link.base, facts: decision.link.facts } }); // it is kept once
}

/** Looked for again after an hour, and when somebody edits it. */
function holdPerhapsThere(run: RunContext, changes: ChangeSet, { documentId }: Mark, row: LocalRow | null): void {
  changes.holds.push({
    of: { item: documentId, title: titleOf(run, { link: null, row, remote: null }) },
    note: { code: 'too-large', side: 'microsoft', fields: [], message: 'perhaps-there', nextTryAt: nextTry(run) },
  });
}

/** Microsoft's search and its feed lag behind: what a create has made may show later, and must be known then (its entry is gone). */
const WAIT_FOR_CREATE_MS = 3_600_000;
const isOldEnough = ({ start }: RunContext, { at }: Mark): boolean => at === null || start.at - Date.parse(at) > WAIT_FOR_CREATE_MS;

/**
 * What Microsoft holds has to be known to the last: where it may ignore `If-Match`; of what was made and has never been read; of what somebody is
 * asked about, so that they are shown what stands there now; and of an item with parts that nobody here has, before a write takes them away.
 */
function isReadFirst(run: RunContext, findings: PushFindings, link: StoredLink, decision: Decision): boolean {
  const { microsoft } = decision;
  if (run.mailbox.isReadOnly) return false;
  if (link.facts.open.length > 0) return link.facts.isGoneOpen !== true; // what is proven to be gone is not asked for again
  if (microsoft.kind !== 'update' && microsoft.kind !== 'delete') return false;
  if (findings.sharedVersions.get(wholeOf(link)) === 'written') return true; // the version that is known is one of before that
  if (link.etag === null && !link.part) return true;
  return run.resource.isReadBeforeWriting || (mayTakeParts(run, link, decision) && run.settings.direction === 'strapi-to-microsoft');
}

function mayTakeParts(run: RunContext, link: StoredLink, { microsoft }: Decision): boolean {
  const { parts } = run.resource.definition;
  const there = { ...link.base, ...link.facts.left };
  if (link.part || !parts || !(parts.areIn(there) || link.facts.hasUnknownParts)) return false;
  return microsoft.kind === 'delete' || (microsoft.kind === 'update' && !parts.areKept(there, microsoft.values));
}
