import { Checkbox } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';

import type { SettingReading, SettingValues } from '../../../src/contracts';
import { useText } from '../text/useText';
import { type Draft, inheritedOf } from './form';
import { InheritedField } from './InheritedField';
import { SettingControl } from './controls';
import { fromText, lockedText, useLabelKey } from './inheritTexts';
import { useLevel } from './LevelContext';
import { type SettingName, settingTexts } from './sections';
import { useValueText } from './valueText';

type AnyValue = SettingValues[SettingName];

/** One setting at the level of the page, whichever it is. */
export function SettingField({ setting }: { setting: SettingName }) {
  const t = useText();
  const { scope, settings, isReadOnly } = useLevel();
  const inheritLabel = t(useLabelKey());
  const valueText = useValueText();
  const name = `fields.${setting}`;
  const { value, error, onChange } = useField<Draft<AnyValue>>(name);
  const reading = settings.fields[setting] as SettingReading<AnyValue>;
  const inherited = inheritedOf(reading);
  const { label, hint } = settingTexts[setting];
  const kept = reading.own === null ? '' : ` ${t('locked.kept', { value: valueText(setting, reading.own) })}`;

  return (
    <InheritedField<AnyValue>
      name={name}
      label={t(label)}
      hint={hint && t(hint)}
      error={error}
      value={value ?? null}
      inherited={inherited.value}
      inheritLabel={inheritLabel}
      inheritedFrom={inherited.source === 'user' ? '' : t(fromText[inherited.source])}
      locked={reading.lockedBy === null ? null : `${t(lockedText[reading.lockedBy])}${kept}`}
      disabled={isReadOnly}
      aside={scope.level === 'user' ? null : <LockBox setting={setting} label={t(label)} disabled={isReadOnly} />}
      onChange={(next) => onChange(name, next)}
    >
      {(control) => <SettingControl setting={setting} control={control as never} />}
    </InheritedField>
  );
}

function LockBox({ setting, label, disabled }: { setting: SettingName; label: string; disabled: boolean }) {
  const t = useText();
  const name = `locks.${setting}`;
  const { value, onChange } = useField<boolean>(name);
  return (
    <Checkbox
      aria-label={`${t('lock')}: ${label}`}
      checked={value === true}
      disabled={disabled}
      onCheckedChange={(checked) => onChange(name, checked === true)}
    >
      {t('lock')}
    </Checkbox>
  );
}
