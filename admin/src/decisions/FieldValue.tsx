import { useIntl } from 'react-intl';

import { useText } from '../text/useText';

/** A value of an entry's field, as one would read it. */
export function FieldValue({ value }: { value: unknown }) {
  const t = useText();
  const { formatDate } = useIntl();
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return <>{t('value.empty')}</>;
  if (typeof value === 'boolean') return <>{t(value ? 'yes' : 'no')}</>;
  if (Array.isArray(value))
    return (
      <>
        {value.map((one) => (isStep(one) ? (one.isChecked ? t('value.done', { title: one.title }) : one.title) : inWords(one))).join(', ')}
      </>
    );
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value))
    return <time dateTime={value}>{formatDate(value, { dateStyle: 'medium', timeStyle: 'short' })}</time>;
  return <>{inWords(value)}</>;
}

/** An entry of a task's checklist. */
const isStep = (value: unknown): value is { title: string; isChecked: boolean } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { title?: unknown }).title === 'string' &&
  typeof (value as { isChecked?: unknown }).isChecked === 'boolean';

const inWords = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
