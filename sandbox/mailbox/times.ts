import { failedProperty, GraphError, invalidRequest } from '../graph/errors.js';
import type { EventChanges } from './changes.js';
import { DAY, dayOfWall, formatDate } from './dates.js';
import type { EventProperties, EventTime } from './event.js';
import { instantOf } from './instances.js';
import type { Recurrence } from './recurrence.js';
import { expandRecurrence } from './recurrence.js';
import { instantToWall } from './zones.js';

export type Times = Pick<EventProperties, 'start' | 'end' | 'isAllDay'>;

/** The times an event has after a change. Throws where they break the rules of graph-facts §1.8, §10.5. */
export function changedTimes(current: Times | undefined, changes: EventChanges): Times {
  const start = changes.start ?? current?.start;
  const end = changes.end ?? current?.end;
  const isAllDay = changes.isAllDay ?? current?.isAllDay ?? false;
  if (!start) throw failedProperty("The property 'start' is missing.");
  if (!end) throw failedProperty("The property 'end' is missing.");
  if (isAllDay) return allDayTimes(start, end, current);
  if (instantOf(end) < instantOf(start)) throw failedProperty("The event's 'end' is before its 'start'.");
  // The zone an event was made in stays, unless a new rule comes with a new zone (graph-facts §6).
  const keepsZone = current !== undefined && !current.isAllDay && !changes.recurrence;
  if (!keepsZone) return { start, end, isAllDay };
  return { start: inZone(start, current.start.zone), end: inZone(end, current.end.zone), isAllDay };
}

function allDayTimes(start: EventTime, end: EventTime, current: Times | undefined): Times {
  if (start.wall % DAY !== 0) throw invalidRequest('The Event.Start property for an all-day event needs to be set to midnight.');
  if (end.wall % DAY !== 0) throw invalidRequest('The Event.End property for an all-day event needs to be set to midnight.');
  if (start.zone.toLowerCase() !== end.zone.toLowerCase()) {
    throw invalidRequest('The Event.Start and Event.End properties for an all-day event need to be in the same time zone.');
  }
  if (end.wall - start.wall < DAY) throw invalidRequest('The duration of an event marked as All day must be at least 24 hours.');
  const zone = current?.isAllDay ? current.start.zone : start.zone;
  return { start: { wall: start.wall, zone }, end: { wall: end.wall, zone }, isAllDay: true };
}

/** The series' rule and first times: zone of the rule, start on the first date of the rule. */
export function alignSeries(times: Times, given: Recurrence): { readonly times: Times; readonly recurrence: Recurrence } {
  const zone = given.range.recurrenceTimeZone === '' ? times.start.zone : given.range.recurrenceTimeZone;
  const start = times.isAllDay ? times.start : inZone(times.start, zone);
  const end = times.isAllDay ? times.end : inZone(times.end, zone);
  const startDate = formatDate(dayOfWall(start.wall));
  if (given.range.startDate !== startDate) {
    throw invalidRequest(`The recurrence 'startDate' ${given.range.startDate} must be the start date of the event, ${startDate}.`);
  }
  const first = expandRecurrence(given).next();
  if (first.done)
    throw new GraphError(
      400,
      'ErrorRecurrenceHasNoOccurrence',
      'The specified recurrence does not have any associated occurrence instances.',
    );
  const shift = (first.value - dayOfWall(start.wall)) * DAY;
  return {
    times: { ...times, start: { ...start, wall: start.wall + shift }, end: { ...end, wall: end.wall + shift } },
    recurrence: {
      pattern: given.pattern,
      range: { ...given.range, startDate: formatDate(first.value), recurrenceTimeZone: zone },
    },
  };
}

function inZone(time: EventTime, zone: string): EventTime {
  return time.zone === zone ? time : { wall: instantToWall(instantOf(time), zone), zone };
}
