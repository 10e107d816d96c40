import { DAY, parseDateTime } from '../mailbox/dates.js';
import type { Window } from '../mailbox/instances.js';
import { invalidParameter, invalidRequest } from './errors.js';
import type { Query } from './query.js';

/** The two dates of a view. An offset is part of the value, UTC where there is none (graph-facts §1.2). */
export function readWindow(query: Query): Window {
  const from = query.get('startDateTime');
  const to = query.get('endDateTime');
  if (!from || !to) {
    throw invalidParameter(
      "This request requires a time window specified by the query string parameters 'StartDateTime' and 'EndDateTime'.",
    );
  }
  const window = { from: readInstant(from, 'StartDateTime'), to: readInstant(to, 'EndDateTime') };
  if (window.to < window.from) throw invalidParameter("The 'EndDateTime' parameter is before the 'StartDateTime' parameter.");
  if (window.to - window.from > 1825 * DAY) {
    throw invalidRequest('The requested time duration specified for calendar view is too long. Maximum number of days: 1825.');
  }
  return window;
}

function readInstant(text: string, name: string): number {
  // An unescaped '+' of an offset arrives as a blank.
  const parsed = parseDateTime(text.trim().replace(/ (\d{2}:?\d{2})$/, '+$1'));
  if (!parsed) throw invalidParameter(`The value '${text}' of parameter '${name}' is invalid.`);
  return parsed.wall - (parsed.offsetMinutes ?? 0) * 60_000;
}
