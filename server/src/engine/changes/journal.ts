import { createHash } from 'node:crypto';
import type { Edited } from '../../../../src/contracts';
import { because, type ReasonCode } from '../../../../src/contracts/reasons';
import { isNameOfSeries } from '../../../../src/sync/entry-id';
import type { MicrosoftWrite } from '../../../../src/sync/decision';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { LocalRow, LogEntry, Mark, StoredLink } from '../../storage/port';
import type { Decided } from './decided';
import type { RunContext } from '../context';
import { titleOf } from '../title';

type About = Pick<Decided, 'link' | 'row' | 'remote'>;
type WriteToTell = Pick<Decided, 'link' | 'row'> & { write: Exclude<MicrosoftWrite, { kind: 'none' }>; why: string; mark?: Mark };

/** What a decision does in Strapi and to the link, for those who ask why, and for a preview. What it writes to Microsoft is told when it is sent. */
export function entriesOf(run: RunContext, decided: Decided): LogEntry[] {
  const { decision, link, row, remote } = decided;
  const { strapi, microsoft } = decision;
  const edited = strapi.kind === 'none' ? null : editedThere(decided);
  const entry = (kind: LogEntry['kind'], side: LogEntry['side'], fields: readonly string[] = []): LogEntry[] => [
    { side, kind, item: itemOf(run, decided), fields: [...fields], mails: [], why: decision.why, isKept: true, edited },
  ];
  const linked = !link && row && remote && decision.link.kind === 'agree' ? entry('link', 'strapi') : [];
  if (strapi.kind === 'create') return entry('create', 'strapi');
  if (strapi.kind === 'update') return [...linked, ...entry('update', 'strapi', strapi.fields)];
  if (strapi.kind === 'delete') return row ? entry('delete', 'strapi') : [];
  if (linked.length > 0) return linked;
  if (decision.link.kind === 'end') return entry('unlink', row ? 'strapi' : 'microsoft');
  if (decision.link.kind === 'drop' && microsoft.kind === 'none') return entry('unlink', 'strapi');
  return [];
}

/** What is written to Microsoft. `waits`: for somebody's approval, which only a preview wants to know. */
export function entryOfWrite(run: RunContext, { link, row, write, why, mark }: WriteToTell, waits = false): LogEntry {
  const item = itemOf(run, { link, row, remote: null });
  const fields = write.kind === 'update' ? [...write.fields] : [];
  const mails = write.kind === 'create' ? [] : [...write.mails];
  const reason = becauseOfDates(run, { link, write, why });
  return {
    side: 'microsoft',
    kind: write.kind,
    item,
    fields,
    mails,
    why: waits ? because('waits-for-approval', { why: reason }) : reason,
    isKept: !waits,
    edited: mark?.at ? { at: mark.at, by: mark.by ?? null } : null,
  };
}

/** A version in Microsoft that is new here. Graph does not say who has made it. */
const editedThere = ({ link, remote }: Pick<Decided, 'link' | 'remote'>): Edited | null =>
  remote?.modifiedAt && remote.modifiedAt !== link?.modifiedAt ? { at: remote.modifiedAt, by: null } : null;

/** Of a series that is written without some of its dates, which ones. */
function becauseOfDates({ resource }: RunContext, { link, write, why }: Pick<WriteToTell, 'link' | 'write' | 'why'>): string {
  const dates = link && write.kind === 'update' ? (resource.definition.parts?.removed(link.base, write.values) ?? []) : [];
  return dates.length > 0 ? because('cancels-dates', { why, dates }) : why;
}

/** A deletion in Strapi that the guard has stopped. */
export function entryOfStopped(run: RunContext, about: About): LogEntry {
  return {
    side: 'strapi',
    kind: 'delete',
    item: itemOf(run, about),
    fields: [],
    mails: [],
    why: because('waits-for-approval', { why: 'deleted-in-microsoft' }),
    isKept: false,
  };
}

/** A date of a series whose entry was deleted, which the guard has stopped. */
export const entryOfWaitingDate = (run: RunContext, link: StoredLink): LogEntry => ({
  side: 'microsoft',
  kind: 'delete',
  item: itemOf(run, { link, row: null, remote: null }),
  fields: [],
  mails: [...link.facts.wouldMail],
  why: because('waits-for-approval', {
    why: because('cancels-dates', { why: 'date-to-be-cancelled', dates: link.part ? [link.part.key] : [] }),
  }),
  isKept: false,
});

/** One item that stands twice in Microsoft, because the answer to its create was lost. */
export function entryOfExtra(run: RunContext, remote: RemoteItem): LogEntry {
  const why = 'made-twice' satisfies ReasonCode;
  return {
    side: 'microsoft',
    kind: 'delete',
    item: itemOf(run, { link: null, row: null, remote }),
    fields: [],
    mails: [],
    why,
    isKept: true,
  };
}

/** An entry that was another person's, and has not left that mailbox yet. */
export function entryOfHandedOver(run: RunContext, { link, row }: Pick<About, 'link' | 'row'>): LogEntry {
  const why = 'another-owner' satisfies ReasonCode;
  return { side: 'microsoft', kind: 'hold', item: itemOf(run, { link, row, remote: null }), fields: [], mails: [], why, isKept: false };
}

/** Names the version of both sides that was judged, as far as it is known. */
export function versionHash({ row, link, remote }: { row: LocalRow | null; link: StoredLink | null; remote: RemoteItem | null }): string {
  return createHash('sha256')
    .update(JSON.stringify([row?.row['updatedAt'] ?? null, remote?.etag ?? link?.etag ?? null]))
    .digest('hex');
}

function itemOf(run: RunContext, about: About): LogEntry['item'] {
  const { link, row, remote } = about;
  return itemAt(run, {
    title: titleOf(run, about),
    documentId: row?.documentId ?? link?.documentId ?? null,
    microsoftId: remote?.microsoftId ?? link?.microsoftId ?? null,
  });
}

/** `documentId`: the entry's name among all homes, by which the log finds it again. A series whose dates have entries has none. */
export const itemAt = (
  { items }: RunContext,
  { documentId, ...item }: { title: string; documentId: string | null; microsoftId: string | null },
): LogEntry['item'] =>
  documentId === null || isNameOfSeries(documentId)
    ? { ...item, documentId: null, uid: null }
    : { ...item, documentId, uid: items.homes.uidOf(documentId) };
