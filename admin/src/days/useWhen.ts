import { useCallback } from 'react';
import { useIntl } from 'react-intl';

import { useText } from '../text/useText';
import { isMidnightUtc } from './day';
import { timeThere } from './timeThere';

interface Clock {
  isAllDay?: unknown;
  /** Of the entry. */
  timeZone?: unknown;
  dateStyle?: 'full' | 'medium';
}

/** A moment of an entry: the day, where it lasts whole days; else as it is for whoever looks, with its own clock beside it where that shows another time. */
export function useWhen(): (instant: string, clock: Clock) => string {
  const t = useText();
  const { formatDate } = useIntl();
  return useCallback(
    (instant, { isAllDay, timeZone, dateStyle = 'full' }) => {
      if (isAllDay === true && isMidnightUtc(instant)) return formatDate(instant, { dateStyle, timeZone: 'UTC' });
      const when = formatDate(instant, { dateStyle, timeStyle: 'short' });
      const there = timeThere(formatDate, instant, timeZone, { dateStyle: 'short', timeStyle: 'short' });
      return there === null ? when : t('when.there', { when, zone: String(timeZone), there });
    },
    [t, formatDate],
  );
}
