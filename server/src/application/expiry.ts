import type { ApplicationReading } from '../../../src/contracts/index';

const DAY_MS = 86_400_000;

export interface Expiry {
  readonly what: 'secret' | 'certificate';
  /** Epoch milliseconds. */
  readonly at: number;
  /** 0 and less: it has passed. */
  readonly daysLeft: number;
}

/** Of what counts: a certificate goes before a secret. Null where nobody has entered the day. */
export function expiryOf(
  { clientSecret, certificate }: Pick<ApplicationReading, 'clientSecret' | 'certificate'>,
  now: number,
): Expiry | null {
  const { expiresAt } = certificate.isSet ? certificate : clientSecret;
  if (expiresAt === undefined) return null;
  const at = Date.parse(expiresAt);
  return { what: certificate.isSet ? 'certificate' : 'secret', at, daysLeft: Math.ceil((at - now) / DAY_MS) };
}

/** How many days before the end it is said. */
const warnedAt = [30, 15, 3] as const;

/** The last of these moments that has come: each is told of once. Null: there is time, or nothing left to be warned of. */
export function warningOf({ daysLeft }: Expiry): number | null {
  if (daysLeft <= 0) return null;
  return warnedAt.filter((days) => daysLeft <= days).at(-1) ?? null;
}
