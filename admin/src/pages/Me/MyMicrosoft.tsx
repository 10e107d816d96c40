import { Button, Flex } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';
import { Layouts, Page, useRBAC } from '@strapi/strapi/admin';
import { useEffect } from 'react';

import type { Me } from '../../../../src/contracts/http';
import { focusMainIfLost } from '../../components/focusMain';
import { Notice } from '../../components/Notice';
import { permissions } from '../../permissions';
import { useText } from '../../text/useText';
import { AccountCard } from './AccountCard';
import { ApplicationMissing } from './ApplicationMissing';
import { ResourceCard } from './ResourceCard';
import { SyncReport } from './SyncReport';
import { useConnect } from './useConnect';
import { useSyncNow } from './useSyncNow';

export function MyMicrosoft({ me, isOutOfDate }: { me: Me; isOutOfDate: boolean }) {
  const t = useText();
  const { allowedActions, isLoading } = useRBAC(permissions.updateMe);
  const canUpdate = allowedActions.canUpdate === true;
  const connecting = useConnect(me.account);
  const sync = useSyncNow();
  const isConnected = me.account.state !== 'not-connected';
  useEffect(() => focusMainIfLost, [isConnected]); // its buttons go with the connection

  return (
    <Page.Main>
      <Page.Title>{t('page-title', { name: t('me.title') })}</Page.Title>
      <Layouts.Header
        title={t('me.title')}
        subtitle={t('me.subtitle')}
        primaryAction={
          isConnected ? (
            <Button startIcon={<ArrowsCounterClockwise />} disabled={!canUpdate} loading={sync.isSyncing} onClick={sync.start}>
              {sync.isSyncing ? t('sync.running') : t('sync.now')}
            </Button>
          ) : undefined
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          {isOutOfDate ? <Notice tone="warning">{t('error.refresh')}</Notice> : null}
          {isLoading || canUpdate ? null : <Notice tone="information">{t('me.read-only')}</Notice>}
          {me.application.isConfigured ? null : <ApplicationMissing />}
          <SyncReport runs={isConnected ? sync.runs : null} error={sync.error} />
          <AccountCard me={me} connecting={connecting} disabled={!canUpdate} />
          {isConnected
            ? me.sync.map((row) => (
                <ResourceCard
                  key={row.resource}
                  row={row}
                  runs={me.lastRuns.filter((run) => run.resource === row.resource)}
                  held={me.held.filter((item) => item.resource === row.resource)}
                  problem={me.account.state === 'connected' ? row.reason : null}
                  canUpdate={canUpdate}
                />
              ))
            : null}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}
