import type { Clock } from '../clock.js';
import { Mailbox } from '../mailbox/mailbox.js';
import type { DirectoryPerson } from '../sign-in/directory.js';
import { restoreMailbox } from './restore-mailbox.js';
import type { SavedState } from './saved.js';

/** Everybody's mailbox by the person's id: as it was saved, or empty. */
export function openMailboxes(
  people: readonly DirectoryPerson[],
  saved: SavedState | undefined,
  clock: Clock,
  replicationDelayMilliseconds: number,
): Map<string, Mailbox> {
  const known = new Map(saved?.mailboxes.map((mailbox) => [mailbox.personId, mailbox]));
  // Keys begin with the mailbox's number, so a number stays with its person whoever joins or leaves.
  const taken = new Set([...known.values()].map(({ number }) => number));
  return new Map(
    people.map((person) => {
      const before = known.get(person.id);
      const mailbox = new Mailbox(person, before?.number ?? takeNumber(taken), clock, replicationDelayMilliseconds);
      if (before) restoreMailbox(mailbox, before, saved?.isComplete ?? false);
      return [person.id, mailbox];
    }),
  );
}

function takeNumber(taken: Set<number>): number {
  let number = 1;
  while (taken.has(number)) number += 1;
  taken.add(number);
  return number;
}
