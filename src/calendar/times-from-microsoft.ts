/** Start, end, all-day and zone of a Graph event; a text says what is wrong. */
import type { ReasonCode } from '../contracts/reasons';
import { ianaZone, instantFromGraph, wallClockFromGraph } from '../time';
import { allDaySpan } from './all-day';
import { zoneThatHolds } from './event-zone';
import { heldTimes } from './series-clock';
import type { EventValues } from './values';

type Times = Pick<EventValues, 'start' | 'end' | 'isAllDay' | 'timeZone'>;

type Raw = Readonly<Record<string, unknown>>;

export function timesFromMicrosoft(raw: Raw): Times | ReasonCode {
  return timesOf(raw, (start, end, zone) => ({ start, end, isAllDay: false, timeZone: zoneThatHolds(zone, start, end) }));
}

/** A series keeps its own zone at any time of the year, see `series-clock.ts`. */
export function seriesTimesFromMicrosoft(raw: Raw): Times | ReasonCode {
  return timesOf(raw, heldTimes);
}

/** Answers are in UTC; the event's own zone stands beside (graph-facts §6). A name that nobody knows is kept as Microsoft's. */
export function zoneOf(raw: Raw): string {
  const [name] = [...zonesNamed(raw), ...[inside(raw, 'start').timeZone].filter(isName)];
  if (name === undefined) return 'UTC';
  return ianaZone(name) ?? (isMicrosoftsOwnZone(name) && name.length <= 255 ? name.trim() : 'tzone://Microsoft/Custom');
}

/** The zones that an event was made in, the most telling first: its times stand in whatever zone was asked for. */
export function zonesNamed(raw: Raw): readonly string[] {
  const range = inside(inside(raw, 'recurrence'), 'range');
  return [range.recurrenceTimeZone, raw.originalStartTimeZone, raw.originalEndTimeZone].filter(isName);
}

const isName = (name: unknown): name is string => typeof name === 'string' && name.trim() !== '';

/** Names of zones that Windows makes up for one mailbox; they mean something there only. */
export function isMicrosoftsOwnZone(name: string): boolean {
  return /^(?:tzone:\/\/|customized time zone$)/i.test(name.trim());
}

function timesOf(raw: Raw, timed: (start: string, end: string, zone: string) => Times): Times | ReasonCode {
  const times = raw.isAllDay === true ? allDay(raw) : instants(raw, timed);
  if (times === null) return 'answer-without-times';
  if (times === 'backwards' || times.end < times.start) return 'answer-ends-before-start';
  if (times.start < EARLIEST) return 'answer-without-times'; // 0001-01-01 is how Exchange says so
  return times;
}

const EARLIEST = '1601-01-01'; // where Windows' own time begins

/** The dates as they stand there, whatever zone stands beside them: reads are midnight to midnight in every zone (graph-facts §1.8). */
function allDay(raw: Raw): Times | 'backwards' | null {
  const start = wallClockFromGraph(raw.start);
  const end = wallClockFromGraph(raw.end);
  if (start === null || end === null) return null;
  const span = allDaySpan(start, end);
  return span === null ? 'backwards' : { ...span, isAllDay: true, timeZone: null };
}

function instants(raw: Raw, timed: (start: string, end: string, zone: string) => Times): Times | 'backwards' | null {
  const start = instantFromGraph(raw.start);
  const end = instantFromGraph(raw.end);
  if (start === null || end === null) return null;
  return end < start ? 'backwards' : timed(start, end, zoneOf(raw));
}

function inside(raw: Raw, name: string): Raw {
  const value = raw[name];
  return typeof value === 'object' && value !== null ? (value as Raw) : {};
}
