export type SecretExpiry = { kind: 'unknown' } | { kind: 'later' | 'soon' | 'very-soon' | 'expired'; days: number };

const DAY = 24 * 60 * 60 * 1000;

/** How much notice is left: Microsoft refuses every sign-in from the day on which the secret expires. */
export function secretExpiry(expiresAt: string | null | undefined, now: number): SecretExpiry {
  const at = expiresAt ? Date.parse(expiresAt) : Number.NaN;
  if (Number.isNaN(at)) return { kind: 'unknown' };
  const days = Math.ceil((at - now) / DAY);
  if (at <= now) return { kind: 'expired', days };
  if (days <= 15) return { kind: 'very-soon', days };
  return { kind: days <= 30 ? 'soon' : 'later', days };
}
