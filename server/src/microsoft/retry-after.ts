/**
 * Nobody is left alone for longer at somebody's word. The windows that Microsoft counts requests in last minutes, its own sign-in library honours
 * an hour at most, and one request that comes too early costs one more pause; a header that is wrong would otherwise stop a mailbox for years.
 */
export const LONGEST_PAUSE_MS = 3_600_000;

/** For so long a request waits where it is and is sent again; a longer pause ends the run, which comes back after it. */
export const LONGEST_WAIT_MS = 5_000;
/** So often a request is sent again, or the parts of a batch that were surely not done. */
export const MOST_REPEATS = 3;

/** `Retry-After` comes as seconds or as an HTTP date; null where it is absent or unreadable. Never more than `LONGEST_PAUSE_MS`. */
export function retryAfterMs(header: string | null | undefined, now: number): number | null {
  const value = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(LONGEST_PAUSE_MS, Math.ceil(Number(value) * 1000));
  // A number of another kind (negative, with an exponent) would be read as a year.
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.min(LONGEST_PAUSE_MS, Math.max(0, date - now));
}
