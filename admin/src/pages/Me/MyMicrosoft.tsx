import { Button, Typography } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';

import type { LevelSettings, Me } from '../../../../src/contracts/http';
import { SyncReport } from '../../account/SyncReport';
import { useSyncNow } from '../../account/useSyncNow';
import { AttentionBanner } from '../../attention/AttentionBanner';
import { Notice } from '../../components/Notice';
import { useMay } from '../../components/useMay';
import { permissions } from '../../permissions';
import { LevelForm } from '../../settings/LevelForm';
import { useText } from '../../text/useText';
import { AccountCard } from './AccountCard';
import { ApplicationMissing } from './ApplicationMissing';
import { MyResource } from './MyResource';
import { useConnect } from './useConnect';

export const ownPlace = { level: 'user', isOwn: true } as const;

/** One's own mailbox and how it is doing, and below it the settings that count for oneself, in the form of the three levels. */
export function MyMicrosoft({ me, settings, isOutOfDate }: { me: Me; settings: LevelSettings; isOutOfDate: boolean }) {
  const t = useText();
  const may = useMay(permissions.updateMe);
  const canUpdate = may === true;
  const connecting = useConnect(me.account);
  const sync = useSyncNow();
  const isConnected = me.account.state !== 'not-connected';

  return (
    <LevelForm
      readings={{ scope: ownPlace, settings, application: null }}
      title={t('me.title')}
      subtitle={t('me.subtitle')}
      isInOrganization={me.organization !== null}
      canUpdate={may}
      readOnlyText={t('me.read-only')}
      action={
        isConnected ? (
          <Button
            variant="secondary"
            startIcon={<ArrowsCounterClockwise />}
            disabled={!canUpdate}
            loading={sync.isSyncing}
            onClick={sync.start}
          >
            {sync.isSyncing ? t('sync.running') : t('sync.now')}
          </Button>
        ) : undefined
      }
      before={
        <>
          <AttentionBanner />
          {isOutOfDate ? <Notice tone="warning">{t('error.refresh')}</Notice> : null}
          {me.application.isConfigured ? null : <ApplicationMissing />}
          <SyncReport runs={isConnected ? sync.runs : null} error={sync.error} />
          <AccountCard me={me} settings={settings} connecting={connecting} disabled={!canUpdate} />
          {isConnected ? me.sync.map((row) => <MyResource key={row.resource} me={me} row={row} canUpdate={canUpdate} />) : null}
          <Typography variant="beta" tag="h2">
            {t('me.settings')}
          </Typography>
        </>
      }
    />
  );
}
