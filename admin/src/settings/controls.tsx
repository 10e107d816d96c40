import { NumberInput, SingleSelect, SingleSelectOption, Toggle } from '@strapi/design-system';

import { type TextKey, useText } from '../text/useText';
import type { InheritedControl } from './InheritedField';
import { type SettingName, settingTexts } from './sections';

/** The input that a setting is typed or chosen with; label, hint and error come from the field around it. */
export function SettingControl({ setting, control }: { setting: SettingName; control: InheritedControl<unknown> }) {
  const kind = settingTexts[setting].control;
  if (kind === 'number') return <NumberControl {...(control as InheritedControl<number>)} />;
  if (kind === 'switch') return <SwitchControl {...(control as InheritedControl<boolean>)} />;
  return <ChoiceControl {...(control as InheritedControl<string>)} choices={kind.choices} />;
}

function NumberControl({ value, disabled, onChange }: InheritedControl<number>) {
  return <NumberInput value={value === '' ? undefined : value} disabled={disabled} onValueChange={(typed) => onChange(typed ?? '')} />;
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

function ChoiceControl({ value, disabled, onChange, choices }: InheritedControl<string> & { choices: Record<string, TextKey> }) {
  const t = useText();
  return (
    <SingleSelect value={value} disabled={disabled} onChange={(chosen) => onChange(String(chosen))}>
      {Object.entries(choices).map(([one, text]) => (
        <SingleSelectOption key={one} value={one}>
          {t(text)}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}
