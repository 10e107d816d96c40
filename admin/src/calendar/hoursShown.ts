import { toLocal } from '../../../src/time';
import type { Times } from './shownTimes';

const USUAL = { from: 7, to: 20 };

/** The hours of the day that the grid shows: those in which people work, and whatever else something happens in. Nothing has to be scrolled to. */
export function hoursShown(entries: readonly Times[], zone: string): { from: string; to: string } {
  let { from, to } = USUAL;
  for (const { start, end, isAllDay } of entries) {
    if (isAllDay) continue;
    const [begins, ends] = [toLocal(start, zone), toLocal(end, zone)];
    const isOverMidnight = begins.slice(0, 10) !== ends.slice(0, 10);
    if (isOverMidnight) return { from: '00:00:00', to: '24:00:00' };
    from = Math.min(from, Number(begins.slice(11, 13)));
    to = Math.max(to, Number(ends.slice(11, 13)) + (ends.slice(14, 16) === '00' ? 0 : 1));
  }
  return { from: asClock(from), to: asClock(to) };
}

const asClock = (hour: number): string => `${String(hour).padStart(2, '0')}:00:00`;
