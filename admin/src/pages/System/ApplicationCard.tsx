import { Grid } from '@strapi/design-system';
import { InputRenderer } from '@strapi/strapi/admin';

import type { ApplicationReading } from '../../../../src/contracts';
import { Card } from '../../components/Card';
import { CopyableText } from '../../components/CopyableText';
import { Notice } from '../../components/Notice';
import { useText } from '../../text/useText';
import { ApplicationHowTo } from './ApplicationHowTo';
import { ClientSecret } from './ClientSecret';

export function ApplicationCard({ application, disabled }: { application: ApplicationReading; disabled: boolean }) {
  const t = useText();
  const isConfigured = application.source === 'configuration';
  const isReadOnly = disabled || isConfigured;
  return (
    <Card title={t('application.title')} intro={<ApplicationHowTo />}>
      {isConfigured ? <Notice tone="information">{t('application.from-configuration')}</Notice> : null}
      <CopyableText label={t('redirect-uri.label')} hint={t('redirect-uri.hint')} value={application.redirectUri} />
      <Grid.Root gap={5}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <InputRenderer
            type="string"
            name="application.clientId"
            label={t('client-id.label')}
            hint={t('client-id.hint')}
            disabled={isReadOnly}
            autoComplete="off"
          />
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <InputRenderer
            type="string"
            name="application.tenantId"
            label={t('tenant-id.label')}
            hint={t('tenant-id.hint')}
            disabled={isReadOnly}
            autoComplete="off"
          />
        </Grid.Item>
        <Grid.Item col={12} direction="column" alignItems="stretch">
          <ClientSecret reading={application.clientSecret} disabled={isReadOnly} />
        </Grid.Item>
      </Grid.Root>
    </Card>
  );
}
