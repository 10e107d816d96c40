import { Combobox, ComboboxOption, Field } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useMemo, useState } from 'react';

import { FieldLabel } from '../components/FieldLabel';
import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import { useGetMicrosoftMeQuery } from '../services/api';
import { useText } from '../text/useText';
import type { FieldProps } from './field';
import { useIsSaved, useSibling } from './field';
import { isUsableZone, viewersZone, zoneLabel, zoneOptions } from './timeZones';

/** One of the time zones of the world: typing leads to it, by any part of its name or by its distance from UTC. */
export default function TimeZoneInput(props: FieldProps) {
  const { name, label, labelAction, hint, required = false, disabled = false } = props;
  const t = useText();
  const { value, error, onChange } = useField<string | null>(name);
  const isAllDay = useSibling(props, 'isAllDay') === true;
  const isSaved = useIsSaved();
  const mayReadMe = useMay(permissions.readMe) === true;
  const { data: me } = useGetMicrosoftMeQuery(undefined, { skip: !mayReadMe || isSaved });
  const own = me?.account.mailbox?.timeZone ?? null;
  const now = useMemo(() => new Date(), []);
  const chosen = value === '' ? null : (value ?? null);
  const options = useMemo(() => zoneOptions(chosen, [own, viewersZone()], now), [chosen, own, now]);
  // While somebody looks for another one, all are offered and the chosen one is the placeholder.
  const [typed, setTyped] = useState<string | null>(null);
  const problem = chosen !== null && !isUsableZone(chosen) ? t('zone.unknown', { zone: chosen }) : undefined;
  const likely = zoneLabel(own ?? viewersZone(), now);
  const shown = chosen === null ? '' : zoneLabel(chosen, now);
  const help = (
    <>
      {isAllDay ? t('zone.all-day') : isSaved ? null : t('zone.new', { zone: likely })} {hint}
    </>
  );
  return (
    <Field.Root name={name} error={error ?? problem} hint={help} required={required}>
      <FieldLabel action={labelAction}>{label}</FieldLabel>
      <Combobox
        autocomplete={{ type: 'list', filter: 'contains' }}
        value={chosen ?? ''}
        textValue={typed ?? shown}
        disabled={disabled}
        placeholder={shown === '' ? (isSaved ? t('zone.none') : likely) : shown}
        clearLabel={t('zone.clear')}
        noOptionsMessage={() => t('zone.no-match')}
        onFocus={() => setTyped('')}
        onBlur={() => setTimeout(() => setTyped(null))} // after the input's own, which empties it
        onTextValueChange={setTyped}
        onChange={(zone) => (zone ? onChange(name, zone) : undefined)} // leaving it without a choice takes none away
        onClear={() => onChange(name, null)}
      >
        {options.map(({ zone, label: text }) => (
          <ComboboxOption key={zone} value={zone} textValue={text}>
            {text}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
