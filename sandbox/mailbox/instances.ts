import { DAY, dayOfWall, formatDate, parseDate } from './dates.js';
import type { EventProperties, EventTime, Instance, StoredEvent } from './event.js';
import { expandRecurrence } from './recurrence.js';
import { wallToInstant } from './zones.js';

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Everything of one event that stands in the window: itself, or the occurrences and exceptions of its series. */
export function instancesIn(event: StoredEvent, window: Window): Instance[] {
  if (!event.recurrence) return isInside(event.properties, window) ? [ownInstance(event)] : [];
  return seriesInstances(event, window).filter(({ properties }) => isInside(properties, window));
}

/** The event itself: a single instance, or the master of a series. */
export function ownInstance(event: StoredEvent): Instance {
  const { properties, createdAt, modifiedAt, version } = event;
  return { type: event.recurrence ? 'seriesMaster' : 'singleInstance', event, properties, createdAt, modifiedAt, version };
}

/** The occurrence or exception of a date; undefined where the series has none, or had it deleted. */
export function instanceOn(event: StoredEvent, date: string): Instance | undefined {
  const day = parseDate(date);
  if (!event.recurrence || day === undefined || event.cancelledDates.has(date)) return undefined;
  for (const candidate of expandRecurrence(event.recurrence, day)) {
    if (candidate === day) return instanceAt(event, day);
  }
  return undefined;
}

export function startInstant(properties: EventProperties): number {
  return instantOf(properties.start);
}

function endInstant(properties: EventProperties): number {
  return instantOf(properties.end);
}

export function instantOf({ wall, zone }: EventTime): number {
  return wallToInstant(wall, zone);
}

export function isInside(properties: EventProperties, window: Window): boolean {
  const start = startInstant(properties);
  const end = endInstant(properties);
  return start < window.to && (end > window.from || (start === end && start >= window.from));
}

/** Days of a series that are not deleted, in order, with the day each stands on now (exceptions may have moved). */
export function* seriesDays(event: StoredEvent, until?: number): Generator<{ readonly date: string; readonly day: number }> {
  if (!event.recurrence) return;
  for (const day of expandRecurrence(event.recurrence, until)) {
    const date = formatDate(day);
    if (event.cancelledDates.has(date)) continue;
    const moved = event.exceptions.get(date)?.changes.start;
    yield { date, day: moved ? dayOfWall(moved.wall) : day };
  }
}

function seriesInstances(event: StoredEvent, window: Window): Instance[] {
  if (!event.recurrence) return [];
  const length = Math.ceil((event.properties.end.wall - event.properties.start.wall) / DAY);
  const first = dayOfWall(window.from) - length - 2;
  const last = dayOfWall(window.to) + 2;
  const instances: Instance[] = [];
  const seen = new Set<string>();
  for (const day of expandRecurrence(event.recurrence, last)) {
    const date = formatDate(day);
    if (day < first || event.cancelledDates.has(date)) continue;
    seen.add(date);
    instances.push(instanceAt(event, day));
  }
  // An exception may have moved into the window from a date outside of it.
  for (const date of event.exceptions.keys()) {
    if (!seen.has(date)) instances.push(instanceAt(event, parseDate(date) as number));
  }
  return instances.sort((one, other) => one.properties.start.wall - other.properties.start.wall);
}

function instanceAt(event: StoredEvent, day: number): Instance {
  const date = formatDate(day);
  const shift = (day - dayOfWall(event.properties.start.wall)) * DAY;
  const base: EventProperties = {
    ...event.properties,
    start: { ...event.properties.start, wall: event.properties.start.wall + shift },
    end: { ...event.properties.end, wall: event.properties.end.wall + shift },
  };
  const exception = event.exceptions.get(date);
  if (!exception) {
    const { createdAt, modifiedAt, version } = event;
    return { type: 'occurrence', event, date, properties: base, createdAt, modifiedAt, version };
  }
  const { changes, createdAt, modifiedAt, version } = exception;
  return { type: 'exception', event, date, properties: { ...base, ...changes }, createdAt, modifiedAt, version };
}

/**
 * Start that the pattern gives to an occurrence, whatever an exception made of it. The days of an all-day series float, and yet it is an instant:
 * midnight of the zone that the rule names, or of the one that the series was made in (microsoft-graph-docs#2804, #7163).
 */
export function originalStart(event: StoredEvent, date: string): number {
  const { start, isAllDay } = event.properties;
  const shift = ((parseDate(date) as number) - dayOfWall(start.wall)) * DAY;
  return wallToInstant(start.wall + shift, (isAllDay && event.recurrence?.range.recurrenceTimeZone) || start.zone);
}
