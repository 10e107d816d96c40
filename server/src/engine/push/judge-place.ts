import type { Because } from '../../../../src/contracts/reasons';
import type { HoldNote } from '../../../../src/sync/decision';
import { unasked } from '../../../../src/sync/link';
import type { LocalItem, LocalReading } from '../../../../src/sync/resource';
import type { LinkChanges, LocalRow, Mark, StoredLink } from '../../storage/port';
import type { ChangeSet } from '../changes/change-set';
import { endApart, isGoneApart, setApart } from '../changes/apart';
import type { RunContext } from '../context';
import { versionHash } from '../changes/journal';
import { keepLeft } from '../parts/keep-losers';
import { isElsewhere } from '../parts/moved-entries';
import { belongsToPart, isOwnerUnusable, type NewPart, placeOfPart, problemOfPlace } from '../parts/place-of-part';
import { titleOf } from '../title';
import type { PushFindings } from './push-findings';
import type { PlannedWrite } from './planned-write';
import { judgeRemovedDate } from './judge-removed-date';
import type { Loaded } from './load';

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
