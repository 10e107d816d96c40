/** Dates of all-day events: midnight UTC of the day, whatever the zone of whoever looks. */
const MIDNIGHT_UTC = /T00:00(:00(\.0+)?)?(Z|\+00:00)$/;

export const isMidnightUtc = (instant: unknown): instant is string => typeof instant === 'string' && MIDNIGHT_UTC.test(instant);

/** Midnight UTC of the day that this instant is on where it is looked at. */
export const asDay = (instant: Date): string =>
  new Date(Date.UTC(instant.getFullYear(), instant.getMonth(), instant.getDate())).toISOString();

/** Midnight, where it is looked at, of the day whose midnight UTC this is. */
export function asLocalMidnight(day: string): string {
  const date = new Date(day);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()).toISOString();
}

/** The first midnight UTC that is not before the end of an event with times: the day after its last one. */
export function asEndDay(instant: Date): string {
  const day = asDay(instant);
  const isMidnight = instant.getHours() + instant.getMinutes() + instant.getSeconds() + instant.getMilliseconds() === 0;
  return isMidnight ? day : new Date(Date.parse(day) + 86_400_000).toISOString();
}
