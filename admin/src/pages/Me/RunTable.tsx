import { Box, Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIsMobile } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { RunReport } from '../../../../src/contracts';
import { Facts } from '../../components/Facts';
import { Moment } from '../../components/Moment';
import { outcomeText } from '../../text/labels';
import { useText } from '../../text/useText';
import { countsText, listFormatter } from './runTexts';

const SHOWN = 5;

/** The last runs, newest first; where a table has no room, one below the other. */
export function RunTable({ title, runs }: { title: string; runs: RunReport[] }) {
  const t = useText();
  const isNarrow = useIsMobile();
  const shown = runs.slice(0, SHOWN);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography tag="h3" variant="omega" fontWeight="bold" textColor="neutral800">
        {title}
      </Typography>
      {shown.length === 0 ? <Typography textColor="neutral600">{t('runs.none')}</Typography> : null}
      {shown.length > 0 && isNarrow ? <RunList runs={shown} /> : null}
      {shown.length > 0 && !isNarrow ? <Runs label={title} runs={shown} /> : null}
    </Flex>
  );
}

function Runs({ label, runs }: { label: string; runs: RunReport[] }) {
  const t = useText();
  const formatList = listFormatter(useIntl());
  const heads = [t('runs.when'), t('runs.outcome'), t('runs.strapi'), t('runs.microsoft'), t('runs.held'), t('runs.conflicts')];
  return (
    <Table aria-label={label} colCount={heads.length} rowCount={runs.length + 1}>
      <Thead>
        <Tr>
          {heads.map((head) => (
            <Th key={head}>
              <Typography variant="sigma" textColor="neutral600">
                {head}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {runs.map((run) => (
          <Tr key={run.run}>
            {cellsOf(run).map((cell, index) => (
              <Td key={heads[index]}>
                <Typography textColor="neutral800">{cell}</Typography>
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );

  function cellsOf(run: RunReport) {
    return [
      <Moment key="when" instant={run.finishedAt} />,
      t(outcomeText[run.outcome]),
      countsText(run.strapi, t, formatList),
      countsText(run.microsoft, t, formatList),
      run.held,
      run.conflicts,
    ];
  }
}

function RunList({ runs }: { runs: RunReport[] }) {
  const t = useText();
  const formatList = listFormatter(useIntl());
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {runs.map((run) => (
        <Box key={run.run} tag="li" background="neutral100" hasRadius padding={3}>
          <Facts
            facts={[
              { name: t('runs.when'), value: <Moment instant={run.finishedAt} /> },
              { name: t('runs.outcome'), value: t(outcomeText[run.outcome]) },
              { name: t('runs.strapi'), value: countsText(run.strapi, t, formatList) },
              { name: t('runs.microsoft'), value: countsText(run.microsoft, t, formatList) },
              { name: t('runs.held'), value: run.held },
              { name: t('runs.conflicts'), value: run.conflicts },
            ]}
          />
        </Box>
      ))}
    </Flex>
  );
}
