import { DatePicker, Field } from '@strapi/design-system';
import { type InputProps, InputRenderer, useField } from '@strapi/strapi/admin';
import { useEffect, useMemo, useRef } from 'react';
import { useIntl } from 'react-intl';

import { FieldLabel } from '../components/FieldLabel';
import { isKnownZone } from '../../../src/time';
import { type FieldProps, useSibling } from '../fields/field';
import { instantOf } from '../fields/instantOf';
import { viewersZone } from '../fields/timeZones';
import { useText } from '../text/useText';
import { asDay, asEndDay, asLocalMidnight, isMidnightUtc } from './day';

const MAX_DATE = new Date(2099, 11, 31);

/** An instant of an event: a date and a time where one looks at it, or, where it lasts all day, a date that is the same for everybody. */
export default function InstantInput(props: FieldProps) {
  const { name, label, labelAction, hint, required = false, disabled = false, placeholder } = props;
  const t = useText();
  const { formatDate } = useIntl();
  const isAllDay = useSibling(props, 'isAllDay') === true;
  const zone = useSibling(props, 'timeZone');
  const start = instantOf(useSibling(props, 'start'));
  const { value, onChange } = useField<string | Date | null>(name);
  const instant = value instanceof Date ? value.toISOString() : (value ?? null);
  const isEnd = name.split('.').at(-1) === (props.attribute?.options?.['end'] ?? 'end');
  const was = useRef(isAllDay);

  // Whoever ticks "all day" means the day that they see, and whoever takes it away goes on from there.
  useEffect(() => {
    if (was.current === isAllDay) return;
    was.current = isAllDay;
    if (instant === null) return;
    if (!isAllDay && isMidnightUtc(instant)) onChange(name, asLocalMidnight(instant));
    if (isAllDay) onChange(name, isEnd ? asEndDay(new Date(instant)) : asDay(new Date(instant)));
  }, [instant, isAllDay, isEnd, onChange, name]);

  const at = instantOf(instant);
  const isBefore = isEnd && at !== null && start !== null && at < start;
  const elsewhere =
    !isAllDay && at !== null && typeof zone === 'string' && zone !== '' && zone !== viewersZone() && isKnownZone(zone)
      ? t('instant.there', { zone, when: whenIn(formatDate, at, zone) })
      : undefined;
  const help = isBefore ? (
    t('instant.before-start')
  ) : (
    <>
      {elsewhere} {hint}
    </>
  );
  const shared = { name, label, labelAction, required, disabled };
  return isAllDay ? (
    <DayInput {...shared} hint={isBefore ? t('instant.before-start') : hint} instant={instant} isEnd={isEnd} />
  ) : (
    <InputRenderer {...({ ...shared, hint: help, placeholder, type: 'datetime' } as InputProps)} />
  );
}

function whenIn(formatDate: ReturnType<typeof useIntl>['formatDate'], instant: string, timeZone: string): string {
  try {
    return formatDate(instant, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  } catch {
    return formatDate(instant, { dateStyle: 'medium', timeStyle: 'short' }); // one of Windows' names, which the browser does not know
  }
}

function DayInput({
  name,
  label,
  labelAction,
  hint,
  required = false,
  disabled = false,
  instant,
  isEnd,
}: FieldProps & { instant: string | null; isEnd: boolean }) {
  const t = useText();
  const { error, onChange } = useField(name);
  // The same object as long as it is the same date: a new one makes the picker forget what is being typed.
  const date = useMemo(() => (instant === null ? undefined : new Date(instant)), [instant]);
  return (
    <Field.Root
      name={name}
      error={error}
      hint={
        <>
          {isEnd ? t('day.hint-end') : null} {hint}
        </>
      }
      required={required}
    >
      <FieldLabel action={labelAction}>{label}</FieldLabel>
      <DatePicker
        clearLabel={t('day.clear')}
        disabled={disabled}
        value={date} // shown by its date in UTC
        onChange={(chosen) => onChange(name, chosen ? asDay(chosen) : null)} // chosen as midnight where one looks at it
        onClear={() => onChange(name, null)}
        maxDate={MAX_DATE}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
