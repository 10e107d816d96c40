import type { EventData, EventItem } from '../../../src/contracts';
import type { AboutToSave, CalendarEntry } from '../../../src/contracts/http-calendar';
import { isPart, type Scope } from './scope';
import { movedAlong, type Times } from './shownTimes';

/** What somebody changes: `to` where it is to happen at another time. */
export interface Edit {
  readonly to: Times | null;
  readonly data: EventData;
}

export const timesData = (at: Times): EventData => ({ start: at.start, end: at.end, isAllDay: at.isAllDay });

export const dataOf = ({ to, data }: Edit): EventData => ({ ...data, ...(to && timesData(to)) });

/** The edit as the server weighs it; null where it has to know the series first (`movedSeries`). */
export function aboutToSave(entry: CalendarEntry, scope: Scope, edit: Edit): AboutToSave | null {
  const { uid, documentId } = entry;
  const data = { ...dataOf(edit) };
  if (!isPart(entry)) return { uid, documentId, data };
  const { series, originalStart } = entry;
  switch (scope) {
    case 'this':
      return documentId === series ? { uid, documentId, originalStart, data } : { uid, documentId, data };
    case 'this-and-following':
      return { uid, documentId: series, originalStart, scope, data };
    case 'series':
      return edit.to === null ? { uid, documentId: series, data } : null;
  }
}

/** A series of which one occurrence was moved: all of it, from its first one on. */
export function movedSeries(entry: CalendarEntry, edit: Edit & { readonly to: Times }, whole: EventItem, zone: string) {
  const first = { start: whole.start ?? entry.start, end: whole.end ?? entry.end, isAllDay: whole.isAllDay };
  const data: EventData = { ...edit.data, ...timesData(movedAlong(first, { from: entry, to: edit.to }, whole.timeZone ?? zone)) };
  return { originalStart: first.start, scope: 'this-and-following' as const, data };
}
