import { useIntl } from 'react-intl';

import { useText } from '../text/useText';

/** A value of an entry's field, as one would read it. */
export function FieldValue({ value }: { value: unknown }) {
  const t = useText();
  const { formatDate } = useIntl();
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return <>{t('value.empty')}</>;
  if (typeof value === 'boolean') return <>{t(value ? 'yes' : 'no')}</>;
  if (Array.isArray(value)) return <>{value.map(inWords).join(', ')}</>;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return <time dateTime={value}>{formatDate(value, { dateStyle: 'medium', timeStyle: 'short' })}</time>;
  return <>{inWords(value)}</>;
}

const inWords = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
