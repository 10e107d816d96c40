import type { LocalRow, Target } from '../../server/src/storage/port';
import { createRow, giveRow, removeRow, shownRow, updateRow, type ContentType } from './memory-items';
import { markDocument } from './memory-store';
import { ofTarget, rowsOf, type State } from './state';

/** A person at work in Strapi, on one content type. */
export interface Here {
  /** In order of creation, with the series of exceptions. */
  rows(): Promise<readonly LocalRow['row'][]>;
  create(data: Record<string, unknown>): Promise<void>;
  update(documentId: string, data: Record<string, unknown>): Promise<void>;
  remove(documentId: string): Promise<void>;
  /** _Duplicate_, with what differs. */
  copy(documentId: string, data: Record<string, unknown>): Promise<void>;
  /** To somebody else. */
  give(documentId: string): Promise<void>;
}

/** With what the plugin's subscriber does (server/src/changes): marks, and what a deletion means for parts. */
export function memoryHere(holder: { state: State }, target: Target, type: ContentType, now: () => number): Here {
  const { uid, partColumn } = type;
  const rows = () => [...rowsOf(holder.state, uid).values()].filter(({ owner }) => owner === target.user).sort((a, b) => a.id - b.id);
  const partsOf = (documentId: string) => (partColumn === null ? [] : rows().filter(({ row }) => row[partColumn] === documentId));
  const mark = (documentId: string, sawDelete: boolean) =>
    markDocument(ofTarget(holder.state, target), documentId, { sawDelete, at: new Date(now()).toISOString() });
  const change = (documentId: string, data: Record<string, unknown>) => {
    updateRow(holder.state, uid, documentId, data, now());
    mark(documentId, false);
  };
  return {
    rows: async () => rows().map((row) => shownRow(holder.state, uid, partColumn, row).row),
    async create(data) {
      mark(createRow(holder.state, type, target.user, data, now()), false);
    },
    update: async (documentId, data) => change(documentId, data),
    async remove(documentId) {
      const gone = rowsOf(holder.state, uid).get(documentId);
      if (!gone) return;
      const orphans = partsOf(documentId);
      const of = partColumn === null ? undefined : rowsOf(holder.state, uid).get(String(gone.row[partColumn] ?? ''));
      for (const one of [gone, ...orphans]) {
        removeRow(holder.state, uid, partColumn, one.documentId);
        mark(one.documentId, true);
      }
      // Deleting an exception cancels that occurrence.
      if (of && gone.row['originalStart'])
        change(of.documentId, { excludedDates: [...((of.row['excludedDates'] as string[] | null) ?? []), gone.row['originalStart']] });
    },
    async copy(documentId, data) {
      const original = rowsOf(holder.state, uid).get(documentId);
      if (!original) return;
      const copied = { ...original.row, ...unknownToMicrosoft, ...data };
      const copy = createRow(holder.state, type, target.user, copied, now());
      mark(copy, false);
      for (const { row } of original.row['recurrence'] ? partsOf(documentId) : [])
        mark(createRow(holder.state, type, target.user, { ...row, ...unknownToMicrosoft, [partColumn ?? '']: copy }, now()), false);
    },
    async give(documentId) {
      for (const one of [documentId, ...partsOf(documentId).map((part) => part.documentId)]) {
        giveRow(holder.state, uid, one, 'somebody else', now());
        mark(one, true);
      }
    },
  };
}

/** What the plugin's *Duplicate* leaves out (server/src/local-changes/duplicate.ts). */
const unknownToMicrosoft = {
  attendees: null,
  organizer: null,
  isOrganizer: true,
  isCancelled: false,
  onlineMeetingUrl: null,
  webLink: null,
  calendarName: null,
  iCalUId: null,
};
