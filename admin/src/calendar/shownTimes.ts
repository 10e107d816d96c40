import { dateOf, dayAfter, isDate, midnight, toInstant, toLocal } from '../../../src/time';

/** When something happens, as the server has it: instants; all-day: midnight UTC of the dates, the end exclusive. */
export interface Times {
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
}
/** The same as somebody reads and types it in one zone: dates, times of the clock, the last day itself and not the day after. */
export interface Wall {
  readonly isAllDay: boolean;
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
}

const DAY = 86_400_000;

export function wallOf({ start, end, isAllDay }: Times, zone: string): Wall {
  if (isAllDay) {
    const last = new Date(Math.max(Date.parse(start), Date.parse(end) - DAY)).toISOString();
    return { isAllDay, startDate: dateOf(start), startTime: '09:00', endDate: dateOf(last), endTime: '10:00' };
  }
  const [from, to] = [toLocal(start, zone), toLocal(end, zone)];
  return { isAllDay, startDate: dateOf(from), startTime: from.slice(11, 16), endDate: dateOf(to), endTime: to.slice(11, 16) };
}

/** Null: something of it is no date or no time, or it ends before it starts. */
export function timesOf(wall: Wall, zone: string): Times | null {
  const times = typedTimes(wall, zone);
  return times === null || times.end < times.start ? null : times;
}

/** The same with an end before its start, about which somebody is told. */
export function typedTimes(wall: Wall, zone: string): Times | null {
  try {
    const { isAllDay } = wall;
    const start = isAllDay ? midnight(checkedDate(wall.startDate)) : toInstant(`${wall.startDate}T${checkedTime(wall.startTime)}:00`, zone);
    const end = isAllDay
      ? midnight(dayAfter(checkedDate(wall.endDate)))
      : toInstant(`${wall.endDate}T${checkedTime(wall.endTime)}:00`, zone);
    return { start, end, isAllDay };
  } catch {
    return null; // what is half typed
  }
}

/** The start was chosen anew: the end goes along, so that it lasts as long as before. */
export function withStart(wall: Wall, start: Pick<Wall, 'startDate' | 'startTime'>, zone: string): Wall {
  const [before, after] = [timesOf(wall, zone), timesOf({ ...wall, ...start, endDate: start.startDate, endTime: start.startTime }, zone)];
  if (before === null || after === null) return { ...wall, ...start };
  const length = Date.parse(before.end) - Date.parse(before.start);
  const end = new Date(Date.parse(after.start) + length).toISOString();
  const { endDate, endTime } = wallOf({ start: after.start, end, isAllDay: wall.isAllDay }, zone);
  return { ...wall, ...start, endDate, endTime };
}

/**
 * A series after one of its occurrences was moved: by as much on the clock as that one, which is not as much time where the clocks are changed
 * in between.
 */
export function movedAlong(series: Times, { from, to }: { from: Times; to: Times }, zone: string): Times {
  if (to.isAllDay || from.isAllDay || series.isAllDay) {
    const days = Date.parse(midnight(dateOf(wallStart(to, zone)))) - Date.parse(midnight(dateOf(wallStart(from, zone))));
    const first = new Date(Date.parse(midnight(dateOf(wallStart(series, zone)))) + days).toISOString();
    if (to.isAllDay) return { start: first, end: shifted(first, Date.parse(to.end) - Date.parse(to.start)), isAllDay: true };
    const start = toInstant(`${dateOf(first)}T${wallStart(to, zone).slice(11)}`, zone);
    return { start, end: shifted(start, Date.parse(to.end) - Date.parse(to.start)), isAllDay: false };
  }
  const onClock = asUtc(toLocal(to.start, zone)) - asUtc(toLocal(from.start, zone));
  const start = toInstant(new Date(asUtc(toLocal(series.start, zone)) + onClock).toISOString().slice(0, 19), zone);
  return { start, end: shifted(start, Date.parse(to.end) - Date.parse(to.start)), isAllDay: false };
}

const wallStart = ({ start, isAllDay }: Times, zone: string): string => (isAllDay ? start.slice(0, 19) : toLocal(start, zone));
const asUtc = (local: string): number => Date.parse(`${local}Z`);
const shifted = (instant: string, milliseconds: number): string => new Date(Date.parse(instant) + milliseconds).toISOString();

function checkedDate(text: string): string {
  if (!isDate(text)) throw new RangeError('No date.');
  return text;
}
function checkedTime(text: string): string {
  if (!/^\d{2}:\d{2}$/.test(text)) throw new RangeError('No time.');
  return text;
}
