import { Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { StatusHistory, StatusPeriod } from '../../../../src/contracts/http-status';
import { Card } from '../../components/Card';
import { type Column, DataTable } from '../../components/DataTable';
import { useVisiblePolling, whenSeen } from '../../components/useVisiblePolling';
import { useGetMicrosoftStatusHistoryQuery } from '../../services/api';
import { useText } from '../../text/useText';
import { Bars } from './Bars';

const REFRESH_MILLISECONDS = 60_000;
const days = { '1': 'status.days-1', '7': 'status.days-7', '30': 'status.days-30' } as const;
const USUAL = '7';

const Charts = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
  gap: ${({ theme }) => theme.spaces[5]};
`;
const Summary = styled.summary`
  cursor: pointer;
  color: ${({ theme }) => theme.colors.primary600};
`;

interface RunChartProps {
  of: Readonly<Record<string, string>>;
  days: string;
  onDays: (days: string) => void;
}

/** Runs, what they wrote and how long they took, over days. */
export function RunChart({ of: { search = '', organization = '' }, days: asked, onDays }: RunChartProps) {
  const t = useText();
  const chosen = asked in days ? asked : USUAL;
  const { data } = useVisiblePolling(
    useGetMicrosoftStatusHistoryQuery({ search, organization, days: chosen }, whenSeen),
    REFRESH_MILLISECONDS,
  );
  return (
    <Card
      title={t('status.chart')}
      aside={
        <Box minWidth="14rem">
          <SingleSelect
            size="S"
            aria-label={t('status.days')}
            value={chosen}
            onChange={(value) => onDays(value === USUAL ? '' : String(value))}
          >
            {Object.entries(days).map(([value, text]) => (
              <SingleSelectOption key={value} value={value}>
                {t(text)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Box>
      }
    >
      {data ? <History history={data} /> : <Box height="11rem" aria-hidden />}
    </Card>
  );
}

function History({ history: { periods, periodHours } }: { history: StatusHistory }) {
  const t = useText();
  const { formatDate } = useIntl();
  const from = (period: StatusPeriod) =>
    formatDate(
      period.from,
      periodHours === 1 ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short', timeZone: 'UTC' },
    );
  const sum = (of: (period: StatusPeriod) => number) => periods.reduce((total, period) => total + of(period), 0);
  const completed = sum((period) => period.completed);
  const incomplete = sum((period) => period.incomplete);
  const columns: Column<StatusPeriod>[] = [
    { head: t('status.period'), cell: from },
    { head: t('status.completed'), cell: (period) => period.completed },
    { head: t('status.incomplete'), cell: (period) => period.incomplete },
    { head: t('status.changes'), cell: (period) => period.changes },
    { head: t('status.seconds'), cell: (period) => period.seconds ?? '–' },
  ];
  if (completed + incomplete === 0) return <Typography textColor="neutral600">{t('status.no-runs')}</Typography>;
  const seconds = sum((period) => (period.seconds ?? 0) * (period.completed + period.incomplete)) / (completed + incomplete);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Charts>
        <Bars
          title={t('status.runs')}
          says={t('status.chart-runs', { completed, incomplete })}
          bars={periods.map((period) => ({
            name: from(period),
            parts: [
              { value: period.completed, colour: 'success500' },
              { value: period.incomplete, colour: 'danger500' },
            ],
          }))}
        />
        <Bars
          title={t('status.changes')}
          says={t('status.chart-changes', { count: sum((period) => period.changes) })}
          bars={periods.map((period) => ({ name: from(period), parts: [{ value: period.changes, colour: 'primary500' }] }))}
        />
        <Bars
          title={t('status.seconds')}
          says={t('status.chart-seconds', { seconds: Math.round(seconds * 10) / 10 })}
          bars={periods.map((period) => ({ name: from(period), parts: [{ value: period.seconds ?? 0, colour: 'alternative500' }] }))}
        />
      </Charts>
      <details>
        <Summary>
          <Typography variant="pi" textColor="primary600">
            {t('status.as-table')}
          </Typography>
        </Summary>
        <Box paddingTop={3}>
          <DataTable label={t('status.chart')} columns={columns} rows={[...periods].reverse()} keyOf={(period) => period.from} />
        </Box>
      </details>
    </Flex>
  );
}
