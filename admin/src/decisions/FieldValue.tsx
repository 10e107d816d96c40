import { useIntl } from 'react-intl';

import { useWhen } from '../days/useWhen';
import { seriesStart } from '../fields/seriesStart';
import { choiceText } from '../forms/choices';
import { wordsOfRule } from '../recurrence/ruleWords';
import { useText } from '../text/useText';

export interface FieldValueProps {
  field: string;
  value: unknown;
  /** What the same version of the entry holds besides: on which clock it runs. */
  of: Readonly<Record<string, unknown>> | null | undefined;
}

/** A value of an entry's field, as one would read it. */
export function FieldValue({ field, value, of }: FieldValueProps) {
  const t = useText();
  const intl = useIntl();
  const when = useWhen();
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return <>{t('value.empty')}</>;
  if (typeof value === 'boolean') return <>{t(value ? 'yes' : 'no')}</>;
  if (Array.isArray(value))
    return (
      <>
        {value.map((one) => (isStep(one) ? (one.isChecked ? t('value.done', { title: one.title }) : one.title) : inWords(one))).join(', ')}
      </>
    );
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value))
    return <time dateTime={value}>{when(value, { isAllDay: of?.['isAllDay'], timeZone: of?.['timeZone'], dateStyle: 'medium' })}</time>;
  if (field === 'recurrence' && typeof value === 'string') return <>{wordsOfRule(t, intl, value, ruleClock(of)) ?? value}</>;
  const chosen = CHOICES.has(field) ? choiceText(String(value)) : undefined;
  if (chosen !== undefined) return <>{t(chosen)}</>;
  return <>{inWords(value)}</>;
}

/** What a rule is read by: of an event its start, of a task its due date. */
const ruleClock = (of: FieldValueProps['of']) => {
  const { start, end, dueDate, isAllDay, timeZone } = of ?? {};
  return seriesStart({ start: start ?? dueDate, end, isAllDay: isAllDay === true, zone: timeZone, otherwise: 'UTC' }).start;
};

const CHOICES = new Set(['showAs', 'sensitivity', 'importance', 'taskStatus']);

/** An entry of a task's checklist. */
const isStep = (value: unknown): value is { title: string; isChecked: boolean } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { title?: unknown }).title === 'string' &&
  typeof (value as { isChecked?: unknown }).isChecked === 'boolean';

const inWords = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
