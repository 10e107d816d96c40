import type { CalendarEntry } from '../../../src/contracts/http-calendar';

/** More than that at once would make the page slow, and nobody reads so many. */
export const AGENDA_STEP = 100;

/** The first so many entries of a list, and the rest of the day that the last of them is on; and how many are left. */
export function agendaPart<E extends Pick<CalendarEntry, 'start'>>(
  entries: readonly E[],
  most: number,
): { shown: readonly E[]; left: number } {
  if (entries.length <= most) return { shown: entries, left: 0 };
  const sorted = [...entries].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const last = sorted[most - 1]?.start.slice(0, 10) ?? '';
  const shown = sorted.filter(({ start }, at) => at < most || start.slice(0, 10) === last);
  return { shown, left: sorted.length - shown.length };
}
