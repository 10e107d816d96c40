/** Organizer and attendees of a Graph event. */
import { storableOf } from '../canonical/text';
import type { Attendee, Person } from './values';

/** A recipient, `{ emailAddress: { name, address } }`; null where there is none. */
export function personFrom(recipient: unknown): Person | null {
  const { emailAddress } = record(recipient);
  const { address, name } = record(emailAddress);
  if (typeof address !== 'string' && typeof name !== 'string') return null;
  return { email: storableOf(address), name: storableOf(name) };
}

/** By address: the order of an answer means nothing. */
export function attendeesFrom(attendees: unknown): readonly Attendee[] {
  if (!Array.isArray(attendees)) return [];
  const found = attendees.flatMap((attendee: unknown): Attendee[] => {
    const person = personFrom(attendee);
    const { type, status } = record(attendee);
    return person === null
      ? []
      : [{ ...person, type: storableOf(type) || 'required', response: storableOf(record(status).response) || 'none' }];
  });
  return found
    .map((attendee) => ({ attendee, address: attendee.email.toLowerCase() }))
    .sort((a, b) => order(a.address, b.address) || order(a.attendee.name, b.attendee.name))
    .map(({ attendee }) => attendee);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
