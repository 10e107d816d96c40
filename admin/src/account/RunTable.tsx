import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RunReport } from '../../../src/contracts';
import { type Column, DataTable } from '../components/DataTable';
import { Moment } from '../components/Moment';
import { outcomeText } from '../text/labels';
import { useText } from '../text/useText';
import { countsText, isFirstToStart, listFormatter, reasonSentence } from './runTexts';

const SHOWN = 5;

/** The last runs, newest first. */
export function RunTable({ title, runs }: { title: string; runs: RunReport[] }) {
  const t = useText();
  const formatList = listFormatter(useIntl());
  const shown = runs.slice(0, SHOWN);
  const columns: Column<RunReport>[] = [
    { head: t('runs.when'), cell: (run) => <Moment instant={run.finishedAt} /> },
    {
      head: t('runs.outcome'),
      cell: (run) => <Outcome run={run} />,
    },
    { head: t('runs.strapi'), cell: (run) => countsText(run.strapi, t, formatList) },
    { head: t('runs.microsoft'), cell: (run) => countsText(run.microsoft, t, formatList) },
    { head: t('runs.held'), cell: (run) => run.held },
    { head: t('runs.conflicts'), cell: (run) => run.conflicts },
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography tag="h3" variant="omega" fontWeight="bold" textColor="neutral800">
        {title}
      </Typography>
      {shown.length === 0 ? (
        <Typography textColor="neutral600">{t('runs.none')}</Typography>
      ) : (
        <DataTable label={title} columns={columns} rows={shown} keyOf={({ run }) => run} />
      )}
    </Flex>
  );
}

/** And why, where it is not completed. */
function Outcome({ run }: { run: RunReport }) {
  const t = useText();
  const why = run.outcome === 'completed' ? null : reasonSentence(run, t);
  return (
    <>
      {t(isFirstToStart(run) ? 'start.outcome' : outcomeText[run.outcome])}
      {why === null ? null : (
        <Typography tag="div" variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {why}
        </Typography>
      )}
    </>
  );
}
