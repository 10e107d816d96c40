import { Box, Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useMemo, useState } from 'react';

import { FieldLabel } from '../components/FieldLabel';
import { useText } from '../text/useText';

interface ZoneChoiceProps {
  readonly label: string;
  readonly value: string | null;
  /** What no choice is called; absent: one has to be chosen. */
  readonly none?: string;
  readonly onChange: (zone: string | null) => void;
  /** Those that are likely, first. */
  readonly likely: readonly (string | null)[];
}

/** An empty value would mean to the design system that nothing is chosen. */
const NONE = 'none';

/** One of the time zones of the world: typing leads to it. All of them are there only while somebody chooses: they are hundreds. */
export function ZoneChoice({ label, value, none, onChange, likely }: ZoneChoiceProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const first = likely.filter((zone) => zone !== null).join();
  const zones = useMemo(
    () =>
      (isOpen ? [...new Set([...first.split(','), 'UTC', ...Intl.supportedValuesOf('timeZone')])] : [value ?? '']).filter(
        (zone) => zone !== '',
      ),
    [isOpen, first, value],
  );
  return (
    <Box flex="1 1 18rem" minWidth={0}>
      <Field.Root>
        <FieldLabel>{label}</FieldLabel>
        <SingleSelect value={value ?? NONE} onOpenChange={setOpen} onChange={(zone) => onChange(zone === NONE ? null : String(zone))}>
          <SingleSelectOption value={NONE}>{none ?? t('calendar.clear-zone')}</SingleSelectOption>
          {zones.map((zone) => (
            <SingleSelectOption key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Box>
  );
}
