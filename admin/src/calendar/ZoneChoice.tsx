import { Box, Combobox, ComboboxOption, Field } from '@strapi/design-system';
import { useEffect, useMemo, useState } from 'react';

import { useText } from '../text/useText';

interface ZoneChoiceProps {
  readonly label: string;
  readonly value: string | null;
  /** Absent: one has to be chosen. */
  readonly none?: string;
  readonly onChange: (zone: string | null) => void;
  /** Those that are likely, first. */
  readonly likely?: readonly (string | null)[];
}

/** One of the time zones of the world. */
export function ZoneChoice({ label, value, none, onChange, likely = [] }: ZoneChoiceProps) {
  const t = useText();
  const [typed, setTyped] = useState(nameOf(value));
  useEffect(() => setTyped(nameOf(value)), [value]);
  const zones = useMemo(
    () => [...new Set([...likely.filter((zone) => zone !== null), 'UTC', ...Intl.supportedValuesOf('timeZone')])],
    [likely],
  );
  return (
    <Box flex="1 1 18rem" minWidth={0}>
      <Field.Root>
        <Field.Label>{label}</Field.Label>
        <Combobox
          value={value ?? ''}
          textValue={typed}
          onTextValueChange={setTyped}
          placeholder={none}
          clearLabel={none ?? t('calendar.clear-zone')}
          onChange={(zone) => onChange(zone === undefined || zone === '' ? null : zone)}
          onClear={() => onChange(null)}
        >
          {zones.map((zone) => (
            <ComboboxOption key={zone} value={zone} textValue={nameOf(zone)}>
              {nameOf(zone)}
            </ComboboxOption>
          ))}
        </Combobox>
      </Field.Root>
    </Box>
  );
}

const nameOf = (zone: string | null): string => zone?.replaceAll('_', ' ') ?? '';
