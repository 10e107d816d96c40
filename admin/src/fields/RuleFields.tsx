import { Box, Checkbox, Field, Flex, SingleSelect, SingleSelectOption, TextInput, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';

import { FieldLabel } from '../components/FieldLabel';
import { type Range, type WeekIndex, type Weekday, WEEKDAYS } from '../../../src/recurrence/pattern';
import { dateOf } from '../../../src/time';
import type { RuleForm } from '../recurrence/ruleForm';
import { daySets, isSameDays, monthName, positionText, weekdayName } from '../recurrence/ruleWords';
import { type TextKey, useText } from '../text/useText';

interface RuleFieldsProps {
  readonly form: RuleForm;
  readonly onChange: (form: RuleForm) => void;
  readonly isDisabled: boolean;
}

const everyText: Record<RuleForm['frequency'], TextKey> = {
  daily: 'recurrence.every-days',
  weekly: 'recurrence.every-weeks',
  monthly: 'recurrence.every-months',
  yearly: 'recurrence.every-years',
};
const mondayFirst: readonly Weekday[] = [...WEEKDAYS.slice(1), ...WEEKDAYS.slice(0, 1)];

/** What each of Outlook's patterns asks for. */
export function RuleFields({ form, onChange, isDisabled }: RuleFieldsProps) {
  const t = useText();
  const { frequency } = form;
  const set = (part: Partial<RuleForm>) => onChange({ ...form, ...part });
  return (
    <>
      <NumberField
        label={t(everyText[frequency])}
        value={form.interval}
        isDisabled={isDisabled}
        onChange={(interval) => set({ interval })}
      />
      {frequency === 'weekly' ? <Weekdays chosen={form.days} isDisabled={isDisabled} onChange={(days) => set({ days })} /> : null}
      {frequency === 'monthly' || frequency === 'yearly' ? <InMonth form={form} set={set} isDisabled={isDisabled} /> : null}
      <RuleEnd range={form.range} isDisabled={isDisabled} onChange={(range) => set({ range })} />
    </>
  );
}

function Weekdays({
  chosen,
  isDisabled,
  onChange,
}: {
  chosen: readonly Weekday[];
  isDisabled: boolean;
  onChange: (days: Weekday[]) => void;
}) {
  const t = useText();
  const intl = useIntl();
  const id = useId();
  const withDay = (day: Weekday, isOn: boolean) => mondayFirst.filter((one) => (one === day ? isOn : chosen.includes(one)));
  return (
    <Box role="group" aria-labelledby={id}>
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {t('recurrence.on-days')}
      </Typography>
      <Flex gap={3} wrap="wrap" paddingTop={3}>
        {mondayFirst.map((day) => (
          <Checkbox
            key={day}
            checked={chosen.includes(day)}
            disabled={isDisabled}
            aria-label={weekdayName(intl, day)}
            onCheckedChange={(isOn) => onChange(withDay(day, isOn === true))}
          >
            {weekdayName(intl, day, 'short')}
          </Checkbox>
        ))}
      </Flex>
    </Box>
  );
}

const BY_DAY = 'day';
const OTHER_DAYS = 'other';

/** On a day of the month, or on the first, …, last of some weekdays; of years with the month. */
function InMonth({ form, set, isDisabled }: { form: RuleForm; set: (part: Partial<RuleForm>) => void; isDisabled: boolean }) {
  const t = useText();
  const intl = useIntl();
  const choices = [
    ...mondayFirst.map((day) => ({ value: day as string, days: [day] as readonly Weekday[], label: weekdayName(intl, day) })),
    ...daySets.map(({ days, text }) => ({ value: text as string, days, label: t(text) })),
  ];
  const chosen = choices.find(({ days }) => isSameDays(days, form.daysOfMonth));
  const others = form.daysOfMonth.map((day) => weekdayName(intl, day)).join(', ');
  return (
    <>
      <Choice
        label={t('recurrence.on')}
        value={form.isByWeekday ? form.index : BY_DAY}
        isDisabled={isDisabled}
        onChange={(to) => set(to === BY_DAY ? { isByWeekday: false } : { isByWeekday: true, index: to as WeekIndex })}
        options={[[BY_DAY, t('recurrence.on-day')], ...Object.entries(positionText).map(([index, text]): [string, string] => [index, t('recurrence.on-the', { which: t(text) })])]} // prettier-ignore
      />
      {form.isByWeekday ? (
        <Choice
          label={t('recurrence.weekday')}
          value={chosen?.value ?? OTHER_DAYS}
          isDisabled={isDisabled}
          onChange={(to) => set({ daysOfMonth: choices.find(({ value }) => value === to)?.days ?? form.daysOfMonth })}
          options={[
            ...choices.map(({ value, label }): [string, string] => [value, label]),
            ...(chosen ? [] : [[OTHER_DAYS, others] as [string, string]]),
          ]}
        />
      ) : (
        <NumberField
          label={t('recurrence.day-of-month')}
          value={form.dayOfMonth}
          most={31}
          isDisabled={isDisabled}
          onChange={(dayOfMonth) => set({ dayOfMonth })}
        />
      )}
      {form.frequency === 'yearly' ? (
        <Choice
          label={t('recurrence.month')}
          value={String(form.month)}
          isDisabled={isDisabled}
          onChange={(month) => set({ month: Number(month) })}
          options={Array.from({ length: 12 }, (_, index) => [String(index + 1), monthName(intl, index + 1)])}
        />
      ) : null}
    </>
  );
}

const endText: Record<Range['type'], TextKey> = {
  noEnd: 'recurrence.no-end',
  endDate: 'recurrence.until',
  numbered: 'recurrence.times',
};

function RuleEnd({ range, isDisabled, onChange }: { range: Range; isDisabled: boolean; onChange: (range: Range) => void }) {
  const t = useText();
  const choose = (type: string) => {
    if (type === 'endDate') onChange({ type, endDate: dateOf(new Date(Date.now() + 90 * 86_400_000).toISOString()) });
    else onChange(type === 'numbered' ? { type, numberOfOccurrences: 10 } : { type: 'noEnd' });
  };
  return (
    <>
      <Choice
        label={t('recurrence.ends')}
        value={range.type}
        isDisabled={isDisabled}
        onChange={choose}
        options={Object.entries(endText).map(([type, text]) => [type, t(text)])}
      />
      {range.type === 'endDate' ? (
        <Field.Root required>
          <FieldLabel>{t('recurrence.last-date')}</FieldLabel>
          <TextInput
            type="date"
            value={range.endDate}
            disabled={isDisabled}
            onChange={(event) => onChange({ type: 'endDate', endDate: event.target.value })}
          />
        </Field.Root>
      ) : null}
      {range.type === 'numbered' ? (
        <NumberField
          label={t('recurrence.how-often')}
          value={range.numberOfOccurrences}
          isDisabled={isDisabled}
          onChange={(numberOfOccurrences) => onChange({ type: 'numbered', numberOfOccurrences })}
        />
      ) : null}
    </>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly most?: number;
  readonly isDisabled: boolean;
  readonly onChange: (value: number) => void;
}

function NumberField({ label, value, most, isDisabled, onChange }: NumberFieldProps) {
  return (
    <Field.Root required>
      <FieldLabel>{label}</FieldLabel>
      <TextInput
        type="number"
        min={1}
        max={most}
        value={Number.isNaN(value) ? '' : String(value)}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value === '' ? Number.NaN : Number(event.target.value))}
      />
    </Field.Root>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly isDisabled: boolean;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, isDisabled, onChange }: ChoiceProps) {
  return (
    <Field.Root>
      <FieldLabel>{label}</FieldLabel>
      <SingleSelect value={value} disabled={isDisabled} onChange={(to) => onChange(String(to))}>
        {options.map(([one, text]) => (
          <SingleSelectOption key={one} value={one}>
            {text}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
}
