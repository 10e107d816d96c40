import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useText } from '../text/useText';
import { isMidnightUtc } from './day';
import { timeThere } from './timeThere';

const DAY = 86_400_000;
const date = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
const time = { hour: 'numeric', minute: '2-digit' } as const;

/** In a list of events: from when to when, for whoever looks, in two lines, so that the list has room; all-day ones by their days, the last one included. */
export function WhenCell({ row }: { row: Readonly<Record<string, unknown>> }) {
  const { formatDate, formatDateTimeRange } = useIntl();
  const t = useText();
  const { start, end, timeZone } = row;
  if (typeof start !== 'string' || Number.isNaN(Date.parse(start))) return <Typography textColor="neutral800">-</Typography>;
  const until = typeof end === 'string' && end > start ? end : start;
  const isDays = row['isAllDay'] === true && isMidnightUtc(start);
  if (isDays) {
    const last = Math.max(Date.parse(start), Date.parse(until) - DAY);
    return (
      <Typography textColor="neutral800">
        <time dateTime={start.slice(0, 10)}>{formatDateTimeRange(Date.parse(start), last, { ...date, timeZone: 'UTC' })}</time>
      </Typography>
    );
  }
  const there = timeThere(formatDate, start, timeZone, time);
  const span = (how: typeof time | (typeof date & typeof time)) => formatDateTimeRange(Date.parse(start), Date.parse(until), how);
  const isOneDay = formatDate(start, date) === formatDate(until, date);
  return (
    <Box>
      <Typography textColor="neutral800">
        <time dateTime={start}>{isOneDay ? formatDate(start, date) : span({ ...date, ...time })}</time>
      </Typography>
      {isOneDay ? (
        <Typography tag="p" textColor="neutral800">
          {span(time)}
        </Typography>
      ) : null}
      {there !== null ? (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {t('instant.there', { zone: String(timeZone), when: there })}
        </Typography>
      ) : null}
    </Box>
  );
}
