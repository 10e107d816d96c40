import { Flex, Loader, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { RunReport, SyncStatusRow } from '../../../src/contracts';
import { Card } from '../components/Card';
import { Facts } from '../components/Facts';
import { Notice } from '../components/Notice';
import { resourceText } from '../text/labels';
import { useText } from '../text/useText';
import { SystemPageLink } from '../components/SystemPageLink';
import { LastSync } from './LastSync';
import { NextSync } from './NextSync';
import { RunTable } from './RunTable';

interface ResourceCardProps {
  row: SyncStatusRow;
  runs: RunReport[];
  isOwn?: boolean; // of the person who looks at it
  notice?: ReactNode; // above the facts
  children?: ReactNode; // between the facts and the runs
}

/** How one resource is doing: whether it runs, when it did and will, and what the last runs moved. */
export function ResourceCard({ row, runs, isOwn = true, notice, children }: ResourceCardProps) {
  const t = useText();
  const resource = t(resourceText[row.resource]);
  return (
    <Card title={resource} aside={row.inProgress ? <InProgress /> : null}>
      {row.enabled ? null : (
        <Notice tone="information" action={<SystemPageLink />}>
          {t(isOwn ? 'resource.is-off' : 'resource.is-off-other', { resource })}
        </Notice>
      )}
      {notice}
      {row.narrowedTo ? <Notice tone="warning">{t('resource.narrowed', row.narrowedTo)}</Notice> : null}
      <Facts
        facts={[
          { name: t('resource.enabled'), value: t(row.enabled ? 'yes' : 'no') },
          { name: t('resource.last-sync'), value: <LastSync row={row} /> },
          { name: t('resource.next-sync'), value: <NextSync row={row} /> },
          { name: t('resource.conflicts'), value: row.conflicts },
          { name: t('resource.held'), value: row.held },
        ]}
      />
      {children}
      <RunTable title={t('runs.title', { resource })} runs={runs} />
    </Card>
  );
}

function InProgress() {
  const t = useText();
  return (
    <Flex gap={2}>
      <Loader small aria-hidden>
        {t('sync.running')}
      </Loader>
      <Typography variant="pi" textColor="neutral600">
        {t('sync.running')}
      </Typography>
    </Flex>
  );
}
