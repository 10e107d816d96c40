import { toLocal } from '../../../src/time';
import type { Times } from './shownTimes';

/**
 * What the grid is given at most of one day in a month, and of one moment in a week. Beyond that nobody tells one from another, and thousands take the
 * browser seconds.
 */
export const MOST_OF_A_DAY = 20;
export const MOST_OF_A_MOMENT = 12;

/**
 * The entries that the grid is given: no day of a month and no moment of a week has more than so many, and whatever is left out lies beside that many
 * that are not. `isByDay`: the view has a place for each day and none for the hour. Local to the zone; days of what lasts all day are those of its dates.
 */
export function uncrowded<E extends Times>(entries: readonly E[], zone: string, isByDay: boolean): readonly E[] {
  if (entries.length <= MOST_OF_A_MOMENT) return entries;
  const sorted = [...entries].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const days = new Map<string, number>();
  let ongoing: number[] = [];
  return sorted.filter((entry) => {
    if (isByDay || entry.isAllDay) return takesPlaceOnAny(daysOf(entry, zone), days);
    const [start, end] = [Date.parse(entry.start), Date.parse(entry.end)];
    ongoing = ongoing.filter((until) => until > start);
    if (ongoing.length >= MOST_OF_A_MOMENT) return false;
    ongoing.push(end > start ? end : start + OF_NO_LENGTH);
    return true;
  });
}

function takesPlaceOnAny(own: readonly string[], taken: Map<string, number>): boolean {
  if (own.every((day) => (taken.get(day) ?? 0) >= MOST_OF_A_DAY)) return false;
  for (const day of own) taken.set(day, (taken.get(day) ?? 0) + 1);
  return true;
}

const DAY = 86_400_000;
/** As long as the library draws it. */
const OF_NO_LENGTH = 3_600_000;
/** No view shows more of an entry. */
const LONGEST_SHOWN = 42;

/** YYYY-MM-DD, at least one. */
function daysOf({ start, end, isAllDay }: Times, zone: string): string[] {
  const own = isAllDay ? 'UTC' : zone;
  const first = Date.parse(`${toLocal(start, own).slice(0, 10)}T00:00:00Z`);
  const count = Math.ceil((Date.parse(`${toLocal(end, own)}Z`) - first) / DAY);
  return Array.from({ length: Math.min(Math.max(count, 1), LONGEST_SHOWN) }, (_, at) =>
    new Date(first + at * DAY).toISOString().slice(0, 10),
  );
}
