import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';

import { FieldLabel } from '../components/FieldLabel';
import { modeText } from '../text/labels';
import { useText } from '../text/useText';
import type { ApplicationForm } from './form';

const name = 'application.mode';

/** Whether people sign in, or the application reaches the mailboxes by itself. */
export function ModeField({ disabled }: { disabled: boolean }) {
  const t = useText();
  const { value, error, onChange } = useField<ApplicationForm['mode']>(name);
  return (
    <Field.Root name={name} error={error} hint={t(value === 'application' ? 'mode.hint-application' : 'mode.hint-delegated')}>
      <FieldLabel>{t('mode.label')}</FieldLabel>
      <SingleSelect value={value} disabled={disabled} onChange={(chosen) => onChange(name, chosen as ApplicationForm['mode'])}>
        {Object.entries(modeText).map(([mode, text]) => (
          <SingleSelectOption key={mode} value={mode}>
            {t(text)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}
