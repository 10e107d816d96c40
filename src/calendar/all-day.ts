/** All-day events are dates: midnight UTC, end exclusive, at least one day (graph-facts §1.8 isAllDay). */
import { dayAfter, midnight } from '../time';

export interface Wall {
  readonly date: string;
  /** "00:00:00" with or without a fraction. */
  readonly time: string;
}

/** A time of day after midnight ("23:59:59") counts the day in. Null when it ends before it starts. */
export function allDaySpan(start: Wall, end: Wall): { start: string; end: string } | null {
  if (`${end.date}T${end.time}` < `${start.date}T${start.time}`) return null;
  const rounded = /[1-9]/.test(end.time) ? dayAfter(end.date) : end.date;
  const exclusive = rounded > start.date ? rounded : dayAfter(start.date);
  return { start: midnight(start.date), end: midnight(exclusive) };
}
