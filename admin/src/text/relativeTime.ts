export interface RelativeTime {
  value: number; // negative: past
  unit: 'second' | 'minute' | 'hour' | 'day';
}

/** How far `instant` is from `now`, in the unit a person would use. Two seconds ahead is now: clocks and refreshes differ by as much. */
export function relativeTime(instant: string, now: number): RelativeTime {
  const difference = Math.round((Date.parse(instant) - now) / 1000);
  const seconds = difference > 0 && difference <= 6 ? 0 : difference;
  const size = Math.abs(seconds);
  if (size < 60) return { value: seconds, unit: 'second' };
  if (size < 60 * 60) return { value: Math.trunc(seconds / 60), unit: 'minute' };
  if (size < 48 * 60 * 60) return { value: Math.trunc(seconds / 3600), unit: 'hour' };
  return { value: Math.trunc(seconds / 86400), unit: 'day' };
}
