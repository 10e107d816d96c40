import { Flex, Grid } from '@strapi/design-system';
import { InputRenderer, useField } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import type { ApplicationReading } from '../../../src/contracts';
import { CopyableText } from '../components/CopyableText';
import { Notice } from '../components/Notice';
import { useText } from '../text/useText';
import { ApplicationHowTo } from './ApplicationHowTo';
import { Certificate } from './Certificate';
import { ClientSecret } from './ClientSecret';
import { ModeField } from './ModeField';

export function ApplicationFields({ application, disabled }: { application: ApplicationReading; disabled: boolean }) {
  const t = useText();
  const { value: mode } = useField<ApplicationReading['mode']>('application.mode');
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <ApplicationHowTo mode={mode ?? 'delegated'} />
      {application.source === 'configuration' ? <Notice tone="information">{t('application.from-configuration')}</Notice> : null}
      <CopyableText label={t('redirect-uri.label')} hint={t('redirect-uri.hint')} value={application.redirectUri} />
      <Grid.Root gap={5}>
        <Cell>
          <ModeField disabled={disabled} />
        </Cell>
        <Cell>
          <InputRenderer
            type="string"
            name="application.clientId"
            label={t('client-id.label')}
            hint={t('client-id.hint')}
            disabled={disabled}
            autoComplete="off"
          />
        </Cell>
        <Cell>
          <InputRenderer
            type="string"
            name="application.tenantId"
            label={t('tenant-id.label')}
            hint={t('tenant-id.hint')}
            disabled={disabled}
            autoComplete="off"
          />
        </Cell>
        <Cell isWide>
          <ClientSecret reading={application.clientSecret} disabled={disabled} />
        </Cell>
        <Cell isWide>
          <Certificate reading={application.certificate} disabled={disabled} />
        </Cell>
      </Grid.Root>
    </Flex>
  );
}

function Cell({ isWide = false, children }: { isWide?: boolean; children: ReactNode }) {
  return (
    <Grid.Item col={isWide ? 12 : 6} xs={12} direction="column" alignItems="stretch">
      {children}
    </Grid.Item>
  );
}
