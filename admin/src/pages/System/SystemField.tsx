import { useField } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import type { SettingValues } from '../../../../src/contracts';
import { settingFields } from '../../../../src/settings/fields';
import { type InheritedControl, InheritedField } from '../../components/InheritedField';
import { useText } from '../../text/useText';
import type { Draft, ShownField } from './systemForm';

interface SystemFieldProps<F extends ShownField> {
  field: F;
  label: string;
  hint?: string;
  disabled: boolean;
  children: (control: InheritedControl<SettingValues[F]>) => ReactNode;
}

/** A setting of the system level: what it inherits is the default. */
export function SystemField<F extends ShownField>({ field, label, hint, disabled, children }: SystemFieldProps<F>) {
  const t = useText();
  const name = `fields.${field}`;
  const { value, error, onChange } = useField<Draft<SettingValues[F]>>(name);
  return (
    <InheritedField<SettingValues[F]>
      name={name}
      label={label}
      hint={hint}
      error={error}
      value={value ?? null}
      inherited={settingFields[field].default}
      inheritLabel={t('inherit.default')}
      disabled={disabled}
      onChange={(next) => onChange(name, next)}
    >
      {children}
    </InheritedField>
  );
}
