import type { Clock } from '../clock.js';
import type { StoredEvent } from './event.js';

/** A message the service sent because of a change. Tests count them: a sync must not mail people (graph-facts §1.9). */
export interface Mail {
  readonly kind: 'invitation' | 'update' | 'cancellation' | 'response';
  readonly to: string;
  readonly subject: string;
  /** Who caused it: an application through Graph, or the person in the sandbox's own page. */
  readonly by: Author;
  readonly at: number;
}

export type Author = 'application' | 'person';

interface Outbox {
  readonly mails: Mail[];
  readonly clock: Clock;
}

export function sendMail(mailbox: Outbox, kind: Mail['kind'], to: readonly string[], event: StoredEvent, by: Author): void {
  for (const address of to) {
    mailbox.mails.push({ kind, to: address, subject: event.properties.subject, by, at: mailbox.clock.now() });
  }
}

/** Everybody who is invited besides the owner of the mailbox. */
export function invitees(mailbox: { readonly person: { readonly address: string } }, event: StoredEvent): string[] {
  const own = mailbox.person.address.toLowerCase();
  return addresses(event).filter((address) => address.toLowerCase() !== own);
}

function addresses(event: StoredEvent): string[] {
  const all = new Set<string>();
  for (const { emailAddress } of event.properties.attendees) all.add(emailAddress.address);
  return [...all];
}
