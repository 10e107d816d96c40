import { NumberInput, SingleSelect, SingleSelectOption, Toggle } from '@strapi/design-system';

import { type TextKey, useText } from '../text/useText';
import type { InheritedControl } from './InheritedField';

/** The inputs that settings are made of; label, hint and error come from the field around them. */
export function NumberControl({ value, disabled, onChange }: InheritedControl<number>) {
  return (
    <NumberInput value={value === '' ? undefined : value} disabled={disabled} onValueChange={(typed) => onChange(typed ?? '')} />
  );
}

export function SwitchControl({ value, disabled, onChange }: InheritedControl<boolean>) {
  const t = useText();
  return (
    <Toggle
      checked={value === true}
      disabled={disabled}
      onLabel={t('switch.on')}
      offLabel={t('switch.off')}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}

export function ChoiceControl<V extends string>({
  value,
  disabled,
  onChange,
  texts,
}: InheritedControl<V> & { texts: Record<V, TextKey> }) {
  const t = useText();
  const values = Object.keys(texts) as V[];
  return (
    <SingleSelect value={value} disabled={disabled} onChange={(chosen) => onChange(values.find((one) => one === chosen) ?? '')}>
      {values.map((one) => (
        <SingleSelectOption key={one} value={one}>
          {t(texts[one])}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}
