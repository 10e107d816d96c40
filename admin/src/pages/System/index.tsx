import { Button } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';

import { permissions } from '../../permissions';
import { useGetMicrosoftApplicationQuery, useGetMicrosoftSystemQuery } from '../../services/api';
import { failureOf } from '../../services/failure';
import { useText } from '../../text/useText';
import { SystemSettingsForm } from './SystemSettingsForm';

export function ProtectedSystemPage() {
  return (
    <Page.Protect permissions={permissions.readSettings}>
      <SystemPage />
    </Page.Protect>
  );
}

function SystemPage() {
  const t = useText();
  const settings = useGetMicrosoftSystemQuery();
  const application = useGetMicrosoftApplicationQuery();

  const error = settings.error ?? application.error;
  if (error && !(settings.data && application.data)) {
    const retry = () => {
      void settings.refetch();
      void application.refetch();
    };
    return (
      <Page.Error
        content={failureOf(error).message ?? t('error.load')}
        action={
          <Button variant="secondary" onClick={retry}>
            {t('retry')}
          </Button>
        }
      />
    );
  }
  if (!settings.data || !application.data) return <Page.Loading>{t('loading')}</Page.Loading>;
  return <SystemSettingsForm settings={settings.data} application={application.data} />;
}
