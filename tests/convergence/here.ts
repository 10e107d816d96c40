import type { LocalRow, Target } from '../../server/src/stores/port';
import { createRow, removeRow, shownRow, updateRow, type ContentType } from './memory-items';
import { markDocument } from './memory-store';
import { ofTarget, rowsOf, type State } from './state';

/** A person at work in Strapi, on one content type. */
export interface Here {
  /** In order of creation, with the series of exceptions. */
  rows(): Promise<readonly LocalRow['row'][]>;
  create(data: Record<string, unknown>): Promise<void>;
  update(documentId: string, data: Record<string, unknown>): Promise<void>;
  remove(documentId: string): Promise<void>;
}

/** With what the plugin's subscriber does (server/src/changes): marks, and what a deletion means for parts. */
export function memoryHere(holder: { state: State }, target: Target, type: ContentType, now: () => number): Here {
  const { uid, partColumn } = type;
  const rows = () => [...rowsOf(holder.state, uid).values()].sort((a, b) => a.id - b.id);
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
      const orphans = partColumn === null ? [] : rows().filter(({ row }) => row[partColumn] === documentId);
      const of = partColumn === null ? undefined : rowsOf(holder.state, uid).get(String(gone.row[partColumn] ?? ''));
      for (const one of [gone, ...orphans]) {
        removeRow(holder.state, uid, partColumn, one.documentId);
        mark(one.documentId, true);
      }
      // Deleting an exception cancels that occurrence.
      if (of && gone.row['originalStart'])
        change(of.documentId, { excludedDates: [...((of.row['excludedDates'] as string[] | null) ?? []), gone.row['originalStart']] });
    },
  };
}
