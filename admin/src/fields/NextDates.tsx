import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { dateOf } from '../../../src/time';
import { useText } from '../text/useText';
import { cancelledDates, datesFrom } from './rule';
import type { SeriesStart } from './seriesStart';

const MOST = 5;

/** What the plugin itself makes of the rule. */
export function NextDates({ rule, series, excluded }: { rule: string; series: SeriesStart; excluded: unknown }) {
  const t = useText();
  const { formatDate } = useIntl();
  const today = dateOf(new Date().toISOString());
  const cancelled = cancelledDates(excluded, series);
  const dates = datesFrom(rule, series, today, MOST + cancelled.length)
    .filter((date) => !cancelled.includes(date))
    .slice(0, MOST);
  const time = series.times === null || series.start.isAllDay ? '' : series.start.wall.slice(11, 16);
  return (
    <Box>
      <Typography variant="pi" textColor="neutral600">
        {dates.length === 0 ? t('recurrence.no-next') : t('recurrence.next')}
      </Typography>
      <Flex tag="ul" gap={2} wrap="wrap" paddingTop={1}>
        {dates.map((date) => (
          <Box tag="li" key={date} background="neutral100" hasRadius paddingLeft={2} paddingRight={2} paddingTop={1} paddingBottom={1}>
            <Typography variant="pi" textColor="neutral800">
              <time dateTime={date}>
                {formatDate(date, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })}
                {time === '' ? '' : `, ${time}`}
              </time>
            </Typography>
          </Box>
        ))}
      </Flex>
    </Box>
  );
}
