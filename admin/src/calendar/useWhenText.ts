import { useCallback } from 'react';
import { useIntl } from 'react-intl';

import { useText } from '../text/useText';
import type { Times } from './shownTimes';

/** When something happens, in words; all-day: its dates, which are the same for everybody. */
export function useWhenText(): (times: Times, zone: string) => string {
  const t = useText();
  const { locale } = useIntl();
  return useCallback(
    ({ start, end, isAllDay }, zone) => {
      const format = new Intl.DateTimeFormat(
        locale,
        isAllDay ? { dateStyle: 'full', timeZone: 'UTC' } : { dateStyle: 'full', timeStyle: 'short', timeZone: zone },
      );
      if (!isAllDay) return format.formatRange(new Date(start), new Date(end));
      const last = new Date(Math.max(Date.parse(start), Date.parse(end) - 86_400_000));
      return t('calendar.all-day-on', { day: format.formatRange(new Date(start), last) });
    },
    [locale, t],
  );
}
