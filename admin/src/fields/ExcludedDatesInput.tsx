import { Field, Flex, IconButton, SingleSelect, SingleSelectOption, Tag, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useField } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { FieldLabel } from '../components/FieldLabel';
import { clockOf } from '../../../src/calendar/series-clock';
import { dateOf } from '../../../src/time';
import { Notice } from '../components/Notice';
import { useText } from '../text/useText';
import type { FieldProps } from './field';
import { useIsSaved, useSibling } from './field';
import { FieldGroup } from './FieldGroup';
import { cancelledDates, datesFrom } from './rule';
import { useSeriesStart } from './useSeriesStart';

/** So many of the next dates can be chosen. */
const MOST = 60;

/** Dates of a series that are cancelled: chosen among those of its rule. */
export default function ExcludedDatesInput(props: FieldProps) {
  const { name, label, labelAction, hint, required = false, disabled = false } = props;
  const t = useText();
  const { formatDate } = useIntl();
  const { value, error, initialValue, onChange } = useField<unknown>(name);
  const series = useSeriesStart(props);
  const recurrence = useSibling(props, 'recurrence');
  const isSaved = useIsSaved();
  const rule = typeof recurrence === 'string' ? recurrence : '';
  const kept = asList(value);
  const cancelled = cancelledDates(kept, series);
  const dates = rule === '' ? [] : datesFrom(rule, series, dateOf(new Date().toISOString()), MOST);
  const left = dates.filter((date) => !cancelled.includes(date));
  const unreadable = value !== null && value !== undefined && (kept === null || cancelled.length < kept.length);
  const gone = isSaved ? cancelledDates(asList(initialValue), series).filter((date) => !cancelled.includes(date)) : [];
  const day = (date: string) => formatDate(date, { dateStyle: 'full', timeZone: 'UTC' });

  // As the engine writes them: when each would have started.
  const add = (date: string) => onChange(name, [...(kept ?? []), series.times === null ? date : clockOf(series.times).startOn(date)]);
  const remove = (date: string) => {
    const others = (kept ?? []).filter((one) => !cancelledDates([one], series).includes(date));
    onChange(name, others.length === 0 ? null : others);
  };
  return (
    <FieldGroup {...{ name, label, labelAction, hint, required, error }}>
      {cancelled.length === 0 && rule === '' ? (
        <Typography textColor="neutral600">{t('excluded.no-series')}</Typography>
      ) : (
        <>
          {cancelled.length === 0 ? <Typography textColor="neutral600">{t('excluded.none')}</Typography> : null}
          <Flex tag="ul" gap={2} wrap="wrap">
            {cancelled.map((date) => (
              <li key={date}>
                <Tag
                  icon={<Cross aria-hidden />}
                  label={t('excluded.remove', { day: day(date) })}
                  disabled={disabled}
                  onClick={() => remove(date)}
                >
                  {day(date)}
                </Tag>
              </li>
            ))}
          </Flex>
          {left.length === 0 || disabled ? null : (
            <Field.Root>
              <FieldLabel>{t('excluded.add')}</FieldLabel>
              <SingleSelect value="" placeholder={t('excluded.choose')} onChange={(date) => add(String(date))}>
                {left.map((date) => (
                  <SingleSelectOption key={date} value={date}>
                    {day(date)}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
          )}
        </>
      )}
      {unreadable ? (
        <Notice
          tone="warning"
          title={t('recurrence.would-be-held')}
          action={
            <IconButton label={t('excluded.drop')} onClick={() => onChange(name, cancelled.length === 0 ? null : [...cancelled])}>
              <Cross />
            </IconButton>
          }
        >
          {t('excluded.unreadable')}
        </Notice>
      ) : null}
      {gone.length === 0 ? null : <Notice tone="warning">{t('excluded.gone', { days: gone.map(day).join(', ') })}</Notice>}
    </FieldGroup>
  );
}

const asList = (value: unknown): readonly unknown[] | null => {
  if (typeof value !== 'string') return Array.isArray(value) ? value : null;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null; // what somebody has typed as text: told beside the field
  }
};
