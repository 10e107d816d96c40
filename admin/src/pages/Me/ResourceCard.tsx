import { Flex, Loader, Typography } from '@strapi/design-system';

import type { AccountReason, HeldItem, RunReport, SyncStatusRow } from '../../../../src/contracts';
import { Card } from '../../components/Card';
import { Facts } from '../../components/Facts';
import { Moment } from '../../components/Moment';
import { Notice } from '../../components/Notice';
import { resourceText } from '../../text/labels';
import { useText } from '../../text/useText';
import { SystemPageLink } from './ApplicationMissing';
import { GuardNotice } from './GuardNotice';
import { HeldList } from './HeldList';
import { ReasonNotice } from './ReasonNotice';
import { RunTable } from './RunTable';

interface ResourceCardProps {
  readonly row: SyncStatusRow;
  readonly runs: RunReport[];
  readonly held: HeldItem[];
  /** What keeps this resource, and not the account, from being synchronized. */
  readonly problem: AccountReason | null;
  readonly canUpdate: boolean;
}

/** How one resource is doing: whether it runs, when it did and will, and what the last runs moved. */
export function ResourceCard({ row, runs, held, problem, canUpdate }: ResourceCardProps) {
  const t = useText();
  const resource = t(resourceText[row.resource]);
  const [last] = runs;
  return (
    <Card title={resource} aside={row.inProgress ? <InProgress /> : null}>
      {row.enabled ? null : (
        <Notice tone="information" action={<SystemPageLink />}>
          {t('resource.is-off', { resource })}
        </Notice>
      )}
      {problem === null ? null : problem === 'no-mailbox' ? (
        <Notice tone="danger">{t('resource.not-there', { resource })}</Notice>
      ) : (
        <ReasonNotice state={row.state} reason={problem} />
      )}
      {last?.outcome === 'stopped-by-guard' ? <GuardNotice run={last.run} disabled={!canUpdate} /> : null}
      <Facts
        facts={[
          { name: t('resource.enabled'), value: t(row.enabled ? 'yes' : 'no') },
          { name: t('resource.last-sync'), value: row.lastSyncAt ? <Moment instant={row.lastSyncAt} /> : t('never') },
          { name: t('resource.next-sync'), value: <NextSync row={row} /> },
          { name: t('resource.conflicts'), value: row.conflicts },
          { name: t('resource.held'), value: row.held },
        ]}
      />
      <HeldList resource={resource} held={held} />
      <RunTable title={t('runs.title', { resource })} runs={runs} />
    </Card>
  );
}

function NextSync({ row: { enabled, inProgress, nextSyncAt } }: { row: SyncStatusRow }) {
  const t = useText();
  if (inProgress) return <>{t('sync.running')}</>;
  if (!enabled || nextSyncAt === null) return <>{t('resource.not-planned')}</>;
  return Date.parse(nextSyncAt) <= Date.now() ? <>{t('resource.due')}</> : <Moment instant={nextSyncAt} />;
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
