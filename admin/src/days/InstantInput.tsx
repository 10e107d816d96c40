import { DatePicker, Field } from '@strapi/design-system';
import { type InputProps, InputRenderer, useField, useForm } from '@strapi/strapi/admin';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';

import { useText } from '../text/useText';
import { asDay, asEndDay, asLocalMidnight, isMidnightUtc } from './day';

interface InstantInputProps {
  name: string;
  label: string;
  labelAction?: ReactNode;
  hint?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  attribute?: unknown;
}

const MAX_DATE = new Date(2099, 11, 31);

/** An instant of an event: a date and a time where one looks at it, or, where it lasts all day, a date that is the same for everybody. */
export function InstantInput({ attribute: _attribute, ...props }: InstantInputProps) {
  const isAllDay = useForm('InstantInput', ({ values }) => (values as { isAllDay?: unknown }).isAllDay === true);
  const { value, onChange } = useField<string | Date | null>(props.name);
  const instant = value instanceof Date ? value.toISOString() : (value ?? null);
  const isEnd = props.name === 'end';
  const was = useRef(isAllDay);

  // Whoever ticks "all day" means the day that they see, and whoever takes it away goes on from there.
  useEffect(() => {
    if (was.current === isAllDay) return;
    was.current = isAllDay;
    if (instant === null) return;
    if (!isAllDay && isMidnightUtc(instant)) onChange(props.name, asLocalMidnight(instant));
    if (isAllDay) onChange(props.name, isEnd ? asEndDay(new Date(instant)) : asDay(new Date(instant)));
  }, [instant, isAllDay, isEnd, onChange, props.name]);

  return isAllDay ? (
    <DayInput {...props} instant={instant} isEnd={isEnd} />
  ) : (
    <InputRenderer {...({ ...props, type: 'datetime' } as InputProps)} />
  );
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
}: InstantInputProps & { instant: string | null; isEnd: boolean }) {
  const t = useText();
  const { error, onChange } = useField(name);
  // The same object as long as it is the same date: a new one makes the picker forget what is being typed.
  const date = useMemo(() => (instant === null ? undefined : new Date(instant)), [instant]);
  return (
    <Field.Root name={name} error={error} hint={isEnd ? t('day.hint-end') : hint} required={required}>
      <Field.Label action={labelAction}>{label}</Field.Label>
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
