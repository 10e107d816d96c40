import type { Attendee } from '../mailbox/event.js';
import { noTime } from '../mailbox/event.js';
import { failedProperty } from './errors.js';
import { readArray, readEnum, readProperties, readString } from './read-value.js';

const responses = ['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded'] as const;

/** `attendees` of a request: always the whole list, it replaces the stored one (graph-facts §1.9). */
export function readAttendees(value: unknown): Attendee[] {
  const list = readArray(value, 'attendees');
  if (list.length > 500) throw failedProperty('An event can have at most 500 attendees.');
  return list.map(readAttendee);
}

function readAttendee(value: unknown): Attendee {
  const given = readProperties(value, ['type', 'status', 'emailAddress', 'proposedNewTime'], 'attendees');
  const email = readProperties(given['emailAddress'], ['name', 'address'], 'attendees/emailAddress');
  const address = readString(email['address'], 'attendees/emailAddress/address').trim();
  const name = typeof email['name'] === 'string' ? email['name'] : address;
  return {
    type: readEnum(given['type'] ?? 'required', ['required', 'optional', 'resource'], 'attendees/type'),
    status: readStatus(given['status']),
    emailAddress: { name, address },
  };
}

/** Clients send back what they read; an organizer cannot set a response, so anything odd counts as none. */
function readStatus(value: unknown): Attendee['status'] {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const response = responses.find((one) => one.toLowerCase() === String(given['response']).toLowerCase());
  return {
    response: response ?? 'none',
    time: typeof given['time'] === 'string' && !Number.isNaN(Date.parse(given['time'])) ? given['time'] : noTime,
  };
}
