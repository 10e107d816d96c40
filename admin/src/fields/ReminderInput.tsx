import { Field, Flex, SingleSelect, SingleSelectOption, TextInput, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useState } from 'react';

import { FieldLabel } from '../components/FieldLabel';
import { type TextKey, useText } from '../text/useText';
import type { FieldProps } from './field';
import { useSibling } from './field';
import { FieldGroup } from './FieldGroup';
import { inUnit, minutesOf, type Unit, units } from './reminder';

const unitText: Record<Unit, TextKey> = {
  minutes: 'reminder.minutes',
  hours: 'reminder.hours',
  days: 'reminder.days',
  weeks: 'reminder.weeks',
};

/** How long before the start somebody is reminded: a number of minutes, hours, days or weeks. */
export default function ReminderInput(props: FieldProps) {
  const { name, label, labelAction, hint, required = false, disabled = false } = props;
  const t = useText();
  const { value, error, onChange } = useField<number | string | null>(name);
  const isOff = useSibling(props, 'isReminderOn') === false;
  const minutes = value === null || value === undefined || value === '' ? null : Number(value);
  const { count, unit } = inUnit(minutes ?? 0);
  // A unit that somebody has just chosen stays, though the number alone would be said in another.
  const [chosen, setChosen] = useState<Unit | null>(null);
  const shownUnit = chosen !== null && minutes !== null && minutes % units[chosen] === 0 ? chosen : unit;
  const shownCount = minutes === null ? '' : String(shownUnit === unit ? count : minutes / units[shownUnit]);
  const isUsable = minutes === null || (Number.isInteger(minutes) && Math.abs(minutes) < 2 ** 31);
  return (
    <FieldGroup {...{ name, label, labelAction, hint, required, error: error ?? (isUsable ? undefined : t('reminder.whole')) }}>
      {isOff ? (
        <Typography textColor="neutral600">{t('reminder.off')}</Typography>
      ) : (
        <Flex gap={4} alignItems="flex-end" wrap="wrap">
          <Field.Root>
            <FieldLabel>{t('reminder.count')}</FieldLabel>
            <TextInput
              type="number"
              min={0}
              value={shownCount}
              disabled={disabled}
              onChange={(event) => onChange(name, event.target.value === '' ? null : minutesOf(Number(event.target.value), shownUnit))}
            />
          </Field.Root>
          <Field.Root>
            <FieldLabel>{t('reminder.unit')}</FieldLabel>
            <SingleSelect
              value={shownUnit}
              disabled={disabled}
              onChange={(to) => {
                setChosen(to as Unit);
                if (minutes !== null) onChange(name, minutesOf(minutes / units[shownUnit], to as Unit));
              }}
            >
              {Object.entries(unitText).map(([one, text]) => (
                <SingleSelectOption key={one} value={one}>
                  {t(text)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Field.Root>
        </Flex>
      )}
    </FieldGroup>
  );
}
