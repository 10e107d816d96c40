import { because } from '../../../../src/contracts/reasons';
import { mayMail } from '../../../../src/sync/may-mail';
import type { HoldNote } from '../../../../src/sync/decision';
import type { Collection, LocalRow, Mark, StoredLink } from '../../storage/port';
import { addColumns, type ChangeSet } from '../changes/change-set';
import { versionHash } from '../changes/journal';
import { cursorFor } from '../collections/collection-of-new';
import { collectionOf } from '../collections/taking-part';
import type { RunContext } from '../context';
import { keepLeftThere } from '../parts/keep-losers';
import { titleOf } from '../title';
import type { PlannedWrite } from './planned-write';
import type { PushFindings } from './push-findings';

interface NamedElsewhere {
  readonly mark: Mark;
  readonly link: StoredLink;
  readonly row: LocalRow;
  /** Links of its parts, which go along. */
  readonly parts: readonly StoredLink[];
  readonly findings: PushFindings;
}

/**
 * An entry that names another calendar than the one it stands in. Microsoft knows no move (graph-facts §1.7): the event is deleted there first, with
 * all that was last read of it in Strapi, and made anew in the other calendar afterwards. Null: it stands where it says.
 */
export function judgeMoveElsewhere(
  run: RunContext,
  changes: ChangeSet,
  { mark, link, row, parts, findings }: NamedElsewhere,
): PlannedWrite | null {
  const name = nameOf(run, link, row);
  if (name === null) {
    nameWhereItStands(run, changes, { link, row });
    return null;
  }
  const here = collectionOf(run, link.collection);
  const held = (note: Pick<HoldNote, 'code' | 'message'> & Partial<HoldNote>): PlannedWrite => {
    const of = { item: mark.documentId, title: titleOf(run, { link, row, remote: null }), print: versionHash({ row, link, remote: null }) };
    changes.holds.push({ of, note: { side: 'microsoft', fields: [], ...note } });
    return { kind: 'held' };
  };
  if (here.isReadOnly) return held({ code: 'read-only-collection', message: because('calendar-not-to-leave', { from: here.name }) }); // prettier-ignore
  const to = cursorFor(run, row.row)?.collection;
  if (to?.name !== name) return held({ code: 'read-only-collection', message: because('calendar-not-to-enter', { to: name, from: here.name }) }); // prettier-ignore
  if (!link.facts.isOwn) return held({ code: 'invalid-value', message: because('foreign-not-to-move', { from: here.name }) }); // prettier-ignore
  const write = { kind: 'delete' as const, values: {}, mails: link.facts.wouldMail };
  const isAsked = write.mails.length > 0 && !mayMail(run.resource.definition, run.settings, link.facts, write);
  if (isAsked) return held({ code: 'would-send-mail', write, message: because('would-mail-move', { to: to.name, from: here.name, count: write.mails.length }) }); // prettier-ignore
  // What Microsoft has made of it comes in first: it goes along in the entry.
  if (!run.mailbox.isReadOnly && link.facts.verdict === undefined && !findings.readToWrite.has(link.id)) return { kind: 'unread' };
  if (findings.notAnswered.has(link.id)) return { kind: 'later' };
  if (!link.facts.isMoving) for (const one of [link, ...parts]) keepLeftThere(run, changes, one);
  return {
    kind: 'write',
    one: {
      mark,
      link,
      row,
      write: { kind: 'delete', mails: write.mails },
      why: because('named-elsewhere', { to: to.name, from: here.name }),
      isRetry: false,
      isPartHeld: false,
      owner: null,
      isElsewhere: true,
      isMoving: true,
      wasThere: false,
    },
  };
}

/** An entry that names no calendar, or one that is not read, stays where it is, and says so. */
function nameWhereItStands(run: RunContext, changes: ChangeSet, { link, row }: Pick<NamedElsewhere, 'link' | 'row'>): void {
  const { resource, reading, settings, target } = run;
  const column = resource.collectionColumn;
  const name = reading.cursors.get(link.collection)?.collection.name ?? '';
  if (!resource.isChosenByName || name === '' || link.state !== 'linked' || settings.direction === 'strapi-to-microsoft') return;
  if (row.owner !== target.user || row.row[column] === name || !run.items.homes.holds(row.documentId, column)) return;
  const isWish = settings.direction === 'bidirectional' && !link.part;
  if (isWish && [...reading.cursors.values()].some(({ collection }) => collection.name === row.row[column])) return; // it waits for an answer
  addColumns(changes.completions, row.documentId, { [column]: name });
}

/** The other calendar that it names, where that is one of those that are read. */
function nameOf(
  { resource, reading, settings, target, items: { homes } }: RunContext,
  link: StoredLink,
  row: LocalRow,
): Collection['name'] | null {
  const { isChosenByName, collectionColumn } = resource;
  const here = reading.cursors.get(link.collection)?.collection;
  const name = row.row[collectionColumn];
  if (!isChosenByName || !here || link.part || link.state !== 'linked' || link.facts.open.length > 0) return null;
  if (settings.direction === 'microsoft-to-strapi' || row.owner !== target.user || !homes.holds(row.documentId, collectionColumn))
    return null;
  if (typeof name !== 'string' || name === '' || name === here.name) return null;
  return [...reading.cursors.values()].some(({ collection }) => collection.name === name) ? name : null;
}
