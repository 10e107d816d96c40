import { Button, Flex, Grid, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { InputRenderer, useField, useForm } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';

import type { ApplicationReading } from '../../../src/contracts';
import { Notice } from '../components/Notice';
import { useConfirmation } from '../components/useConfirmation';
import { useText } from '../text/useText';
import { CredentialIsSet } from './CredentialIsSet';
import type { ApplicationForm } from './form';
import { ReplaceOrRemove } from './ReplaceOrRemove';
import { SecretExpiryNotice } from './SecretExpiryNotice';

type Reading = ApplicationReading['certificate'];

/** Instead of a secret, or beside it. Its private key goes in and never comes back; only the thumbprint is shown. */
export function Certificate({ reading, disabled }: { reading: Reading; disabled: boolean }) {
  const t = useText();
  const { ask, dialog } = useConfirmation();
  const onChange = useForm('Certificate', (form) => form.onChange);
  const { value } = useField<ApplicationForm['certificate']>('application.certificate');
  const untouched = reading.isSet ? 'keep' : 'none';

  const choose = (next: ApplicationForm['certificate']) => {
    onChange('application.certificate', next);
    for (const field of ['privateKey', 'thumbprint', 'certificateExpiresAt']) onChange(`application.${field}`, null);
  };
  const remove = async () => {
    if (await ask({ title: t('certificate.remove.title'), body: t('certificate.remove.body'), confirm: t('secret.remove') }))
      choose('remove');
  };
  const undo = (
    <Button variant="tertiary" onClick={() => choose(untouched)}>
      {t(reading.isSet ? 'certificate.keep' : 'certificate.none-after-all')}
    </Button>
  );

  switch (value) {
    case 'enter':
      return <CertificateFields disabled={disabled} undo={undo} />;
    case 'remove':
      return (
        <Notice tone="warning" action={undo}>
          {t('certificate.will-be-removed')}
        </Notice>
      );
    case 'keep':
      return (
        <>
          <CredentialIsSet label={t('certificate.label')} says={<SetCertificate reading={reading} />}>
            {disabled ? null : (
              <ReplaceOrRemove what={t('certificate.label')} onReplace={() => choose('enter')} onRemove={() => void remove()} />
            )}
          </CredentialIsSet>
          <SecretExpiryNotice of="certificate" expiresAt={reading.expiresAt} />
          {dialog}
        </>
      );
    default:
      return (
        <CredentialIsSet label={t('certificate.label')} says={t('certificate.none')}>
          {disabled ? null : (
            <Button variant="tertiary" startIcon={<Plus />} onClick={() => choose('enter')}>
              {t('certificate.add')}
            </Button>
          )}
        </CredentialIsSet>
      );
  }
}

function CertificateFields({ disabled, undo }: { disabled: boolean; undo: ReactNode }) {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <InputRenderer
        type="text"
        name="application.privateKey"
        label={t('certificate.key.label')}
        hint={t('certificate.key.hint')}
        disabled={disabled}
      />
      <Grid.Root gap={5}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <InputRenderer
            type="string"
            name="application.thumbprint"
            label={t('certificate.thumbprint.label')}
            hint={t('certificate.thumbprint.hint')}
            disabled={disabled}
            autoComplete="off"
          />
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <InputRenderer
            type="date"
            name="application.certificateExpiresAt"
            label={t('certificate.expiry.label')}
            hint={t('certificate.expiry.hint')}
            disabled={disabled}
          />
        </Grid.Item>
      </Grid.Root>
      <Flex>{undo}</Flex>
    </Flex>
  );
}

function SetCertificate({ reading }: { reading: Reading }) {
  const t = useText();
  const { formatDate } = useIntl();
  const expires = reading.expiresAt
    ? t('secret.expires', { date: formatDate(reading.expiresAt, { dateStyle: 'medium', timeZone: 'UTC' }) })
    : '';
  return (
    <>
      {t('certificate.is-set')} {expires}
      <Typography
        tag="code"
        variant="pi"
        textColor="neutral600"
        style={{ display: 'block', fontFamily: 'monospace', overflowWrap: 'anywhere' }}
      >
        {reading.thumbprintSha256}
      </Typography>
    </>
  );
}
