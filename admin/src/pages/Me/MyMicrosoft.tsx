import { Button, Flex } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';

import type { Me } from '../../../../src/contracts/http';
import { SyncReport } from '../../account/SyncReport';
import { useSyncNow } from '../../account/useSyncNow';
import { Notice } from '../../components/Notice';
import { useMay } from '../../components/useMay';
import { permissions } from '../../permissions';
import { useText } from '../../text/useText';
import { AccountCard } from './AccountCard';
import { ApplicationMissing } from './ApplicationMissing';
import { MyResource } from './MyResource';
import { useConnect } from './useConnect';

export function MyMicrosoft({ me, isOutOfDate }: { me: Me; isOutOfDate: boolean }) {
  const t = useText();
  const may = useMay(permissions.updateMe);
  const canUpdate = may === true;
  const connecting = useConnect(me.account);
  const sync = useSyncNow();
  const isConnected = me.account.state !== 'not-connected';

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
          {may === false ? <Notice tone="information">{t('me.read-only')}</Notice> : null}
          {me.application.isConfigured ? null : <ApplicationMissing />}
          <SyncReport runs={isConnected ? sync.runs : null} error={sync.error} />
          <AccountCard me={me} connecting={connecting} disabled={!canUpdate} />
          {isConnected ? me.sync.map((row) => <MyResource key={row.resource} me={me} row={row} canUpdate={canUpdate} />) : null}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}
