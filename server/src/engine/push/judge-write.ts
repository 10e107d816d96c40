import { decide } from '../../../../src/sync/decide';
import type { Decision } from '../../../../src/sync/decision';
import type { LocalRow, Mark, StoredLink } from '../../storage/port';
import { addColumns, type ChangeSet } from '../changes/change-set';
import { collectionOf } from '../collections/taking-part';
import type { RunContext } from '../context';
import { entriesOf, versionHash } from '../changes/journal';
import { heldUntil } from '../held-until';
import { askedParts, takesUnmergedPart } from '../parts/removed-in-strapi';
import { wholeOf } from '../pull/fetch-items';
import { titleOf } from '../title';
import { isReadFirst, mayTakeParts } from './read-first';
import { hasTraces } from './has-traces';
import { judgeMoveElsewhere } from './move-elsewhere';
import type { PushFindings } from './push-findings';
import type { Standing } from './judge-place';
import type { PlannedWrite } from './planned-write';
import type { Loaded } from './load';
import type { Outgoing } from './outgoing';

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

  const written = link && { link, write: decision.microsoft, parts: definition.parts };
  const takesParts = written !== null && mayTakeParts(written);
  const isOnWhatIsWritten = owner?.facts.isBeingWritten === true && decision.microsoft.kind !== 'none';
  if (link && isOnWhatIsWritten) return { kind: findings.readToWrite.has(link.id) ? 'later' : 'unread' }; // what has become of it, only reading tells
  const known = {
    isReadOnly: run.mailbox.isReadOnly === true,
    isReadBeforeWriting: run.resource.isReadBeforeWriting,
    isUnproven: [link, owner].some((one) => one !== null && findings.unproven.has(one.id)),
    isVersionOld: link !== null && findings.sharedVersions.get(wholeOf(link)) === 'written',
  };
  if (link?.state === 'linked' && written && isReadFirst(written, known)) {
    if (!findings.readToWrite.has(link.id)) return { kind: 'unread' };
    if (findings.notAnswered.has(link.id)) return { kind: 'later' };
  }
  if (link && asked.length > 0 && takesParts && !run.mailbox.isReadOnly)
    return { kind: findings.readToWrite.has(link.id) ? 'later' : 'unread' }; // what is asked about goes with it: first it is settled
  // What it takes away there, nobody here has seen.
  const isWritten = decision.microsoft.kind === 'update' || decision.microsoft.kind === 'delete';
  if (link && isWritten && takesUnmergedPart(run, loaded, { link, reading, takesAll: takesParts })) return { kind: 'waits' };

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
    note: { code: 'too-large', side: 'microsoft', fields: [], message: 'perhaps-there', nextTryAt: heldUntil(run) },
  });
}

/** Microsoft's search and its feed lag behind: what a create has made may show later, and must be known then (its entry is gone). */
const WAIT_FOR_CREATE_MS = 3_600_000;
const isOldEnough = ({ start }: RunContext, { at }: Mark): boolean => at === null || start.at - Date.parse(at) > WAIT_FOR_CREATE_MS;
