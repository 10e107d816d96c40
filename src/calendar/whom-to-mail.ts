import type { Attendee, Person } from './values';

/** Everybody but the organizer, who often stands among the attendees. */
export function addressesToMail(attendees: readonly Attendee[], organizer: Person | null): readonly string[] {
  const own = organizer?.email.toLowerCase();
  const addresses = attendees
    .filter(({ email, response }) => email !== '' && email.toLowerCase() !== own && response !== 'organizer')
    .map(({ email }) => email);
  return [...new Set(addresses)];
}
