import { storableOf } from '../../../../src/canonical/text';
import type { GraphAnswer, Mailbox } from '../../microsoft/index';
import { AccountFailure } from '../health/account-failure';

/** Whose mailbox it is. */
export interface Profile {
  id: string;
  address: string;
  displayName: string;
  timeZone: string | null; // IANA; null: not known
}

/** What is known without asking Graph: from the id token, or from the host's user. */
export type KnownProfile = Pick<Profile, 'id' | 'address' | 'displayName'>;

/**
 * Asks Graph for name, address and zone. A permission that was withheld is no failure here: Check Connection names it. Throws AccountFailure where
 * there is no mailbox, or Graph does not answer.
 */
export async function readProfile(
  mailbox: Mailbox,
  known: KnownProfile,
  toIana: (zone: string) => Promise<string | null>,
): Promise<Profile> {
  const person = fieldsOf(await mailbox.send({ method: 'GET', path: '?$select=id,displayName,mail,userPrincipalName' }));
  const settings = fieldsOf(await mailbox.send({ method: 'GET', path: '/mailboxSettings' }));
  return {
    id: text(person.id) ?? known.id,
    address: text(person.mail) ?? text(person.userPrincipalName) ?? known.address,
    displayName: text(person.displayName) ?? storableOf(known.displayName), // the id token's
    timeZone: await toIana(text(settings.timeZone) ?? ''),
  };
}

function fieldsOf({ body, failure }: GraphAnswer): Record<string, unknown> {
  if (failure === null) return body as Record<string, unknown>;
  if (/^ErrorInvalidUser$/i.test(failure.code)) throw new AccountFailure('no-mailbox'); // there is nobody of this name
  switch (failure.reason) {
    case 'forbidden':
    case 'rejected':
    case 'not-found':
      return {};
    default:
      throw graphFailure(failure);
  }
}

/** A failure of Graph as a failure of the account. */
export function graphFailure(failure: NonNullable<GraphAnswer['failure']>): AccountFailure {
  const { retryAfterMs } = failure;
  switch (failure.reason) {
    case 'throttled':
      return new AccountFailure('throttled', { retryAfterMs });
    case 'no-mailbox':
    case 'not-found': // what is asked for here, every mailbox has (ResourceNotFound, "Resource could not be discovered")
      return new AccountFailure('no-mailbox');
    case 'unauthorized':
      return new AccountFailure('sign-in-expired');
    case 'claims-required':
      return new AccountFailure('claims-required', { claims: failure.claims ?? null });
    case 'forbidden':
      return new AccountFailure('scope-missing');
    default:
      return new AccountFailure('microsoft-unavailable', { retryAfterMs });
  }
}

function text(value: unknown): string | null {
  return storableOf(value) || null;
}
