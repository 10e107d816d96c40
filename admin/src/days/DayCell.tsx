import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useText } from '../text/useText';
import { isMidnightUtc } from './day';

interface DayCellProps {
  value: unknown;
  isAllDay: boolean;
  /** The day after the last one: until it, and not on it. */
  isEnd: boolean;
}

/** An instant in a list of events; of an all-day event the date, which is the same for everybody. */
export function DayCell({ value, isAllDay, isEnd }: DayCellProps) {
  const { formatDate } = useIntl();
  const t = useText();
  if (typeof value !== 'string' || value === '') return <Typography textColor="neutral800">-</Typography>;
  const isDay = isAllDay && isMidnightUtc(value);
  const text = isDay
    ? formatDate(value, { dateStyle: 'full', timeZone: 'UTC' })
    : formatDate(value, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <Typography maxWidth="30rem" ellipsis textColor="neutral800">
      <time dateTime={isDay ? value.slice(0, 10) : value}>{isDay && isEnd ? t('day.before', { day: text }) : text}</time>
    </Typography>
  );
}
