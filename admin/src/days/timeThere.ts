import type { IntlShape } from 'react-intl';

/** What a clock of that zone shows; null where it is the same for whoever looks, or the browser does not know the zone: Microsoft has names of its own. */
export function timeThere(
  formatDate: IntlShape['formatDate'],
  instant: string,
  timeZone: unknown,
  how: Parameters<IntlShape['formatDate']>[1],
): string | null {
  if (typeof timeZone !== 'string' || timeZone === '') return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    return null;
  }
  const there = formatDate(instant, { ...how, timeZone });
  return there === formatDate(instant, how) ? null : there;
}
