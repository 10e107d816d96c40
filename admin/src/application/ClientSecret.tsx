import { Button, Flex, Grid } from '@strapi/design-system';
import { InputRenderer, useField, useForm } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { ApplicationReading } from '../../../src/contracts';
import { Notice } from '../components/Notice';
import { useConfirmation } from '../components/useConfirmation';
import { useText } from '../text/useText';
import { CredentialIsSet } from './CredentialIsSet';
import type { ApplicationForm } from './form';
import { ReplaceOrRemove } from './ReplaceOrRemove';
import { SecretExpiryNotice } from './SecretExpiryNotice';

type Reading = ApplicationReading['clientSecret'];

/** Write-only: a secret goes in and never comes back, so the page says only that there is one and until when. */
export function ClientSecret({ reading, disabled }: { reading: Reading; disabled: boolean }) {
  const t = useText();
  const { ask, dialog } = useConfirmation();
  const onChange = useForm('ClientSecret', (form) => form.onChange);
  const change = useField<ApplicationForm['secret']>('application.secret');
  const expiry = useField<string | null>('application.clientSecretExpiresAt');

  const choose = (secret: ApplicationForm['secret'], expiresAt: string | null) => {
    onChange('application.secret', secret);
    onChange('application.clientSecret', null);
    onChange('application.clientSecretExpiresAt', expiresAt);
  };
  const keep = () => choose('keep', expiry.initialValue ?? null);
  const remove = async () => {
    if (await ask({ title: t('secret.remove.title'), body: t('secret.remove.body'), confirm: t('secret.remove') })) choose('remove', null);
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {change.value === 'keep' ? (
        <CredentialIsSet label={t('secret.label')} says={<SecretIsSet reading={reading} />}>
          {disabled ? null : (
            <ReplaceOrRemove what={t('secret.label')} onReplace={() => choose('replace', null)} onRemove={() => void remove()} />
          )}
        </CredentialIsSet>
      ) : null}
      {change.value === 'remove' ? (
        <Notice
          tone="warning"
          action={
            <Button variant="tertiary" onClick={keep}>
              {t('secret.keep')}
            </Button>
          }
        >
          {t('secret.will-be-removed')}
        </Notice>
      ) : (
        <Grid.Root gap={5}>
          {change.value === 'replace' || change.value === 'none' ? (
            <Grid.Item col={6} xs={12} direction="column" alignItems="stretch" gap={2}>
              <InputRenderer
                type="password"
                name="application.clientSecret"
                label={t('secret.label')}
                hint={t('secret.hint')}
                disabled={disabled}
                autoComplete="new-password"
              />
              {change.value === 'replace' ? (
                <Flex>
                  <Button variant="tertiary" onClick={keep}>
                    {t('secret.keep')}
                  </Button>
                </Flex>
              ) : null}
            </Grid.Item>
          ) : null}
          <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
            <InputRenderer
              type="date"
              name="application.clientSecretExpiresAt"
              label={t('secret.expiry.label')}
              hint={t('secret.expiry.hint')}
              disabled={disabled}
            />
          </Grid.Item>
        </Grid.Root>
      )}
      <SecretExpiryNotice expiresAt={expiry.value} />
      {dialog}
    </Flex>
  );
}

function SecretIsSet({ reading }: { reading: Reading }) {
  const t = useText();
  const { formatDate } = useIntl();
  const set = reading.setAt ? t('secret.set-on', { date: formatDate(reading.setAt, { dateStyle: 'medium' }) }) : t('secret.is-set');
  const expires = reading.expiresAt
    ? t('secret.expires', { date: formatDate(reading.expiresAt, { dateStyle: 'medium', timeZone: 'UTC' }) })
    : null;
  return <>{expires ? `${set} ${expires}` : set}</>;
}
