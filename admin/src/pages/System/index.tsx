import { Page } from '@strapi/strapi/admin';

import { ApplicationCard } from '../../application/ApplicationCard';
import { AttentionBanner } from '../../attention/AttentionBanner';
import { useAttention } from '../../attention/useAttention';
import { Loaded } from '../../components/Loaded';
import { useMay } from '../../components/useMay';
import { permissions } from '../../permissions';
import { useGetMicrosoftApplicationQuery, useGetMicrosoftSettingsQuery } from '../../services/api';
import { IntegrationsCard } from '../../settings/IntegrationsCard';
import { LevelForm } from '../../settings/LevelForm';
import { useText } from '../../text/useText';
import { BeginningCard, useConnected } from './BeginningCard';

export function ProtectedSystemPage() {
  return (
    <Page.Protect permissions={permissions.readSettings}>
      <SystemPage />
    </Page.Protect>
  );
}

const scope = { level: 'system' } as const;

function SystemPage() {
  const t = useText();
  const canUpdate = useMay(permissions.updateSettings);
  const { maySync, people } = useConnected();
  const { isSettled } = useAttention();
  const queries = { settings: useGetMicrosoftSettingsQuery(scope), application: useGetMicrosoftApplicationQuery(scope) };
  return (
    <Loaded
      title={t('system.title')}
      subtitle={t('system.subtitle')}
      queries={queries}
      isSettled={maySync !== null && !people.isLoading && isSettled}
    >
      {({ settings, application }) => (
        <LevelForm
          readings={{ scope, settings, application }}
          title={t('system.title')}
          subtitle={t('system.subtitle')}
          canUpdate={canUpdate}
          before={
            <>
              <AttentionBanner />
              <BeginningCard />
              <ApplicationCard />
              <IntegrationsCard />
            </>
          }
        />
      )}
    </Loaded>
  );
}
