import { useCallback } from 'react';
import { type IntlShape, useIntl } from 'react-intl';

import type { Reason, ReasonCode } from '../../../src/contracts/reasons';
import { isDate } from '../../../src/time';
import { fieldName } from './fieldName';
import { type Text, type TextKey, useText } from './useText';

type Formats = Pick<IntlShape, 'formatDate' | 'formatList'>;

/** There is a text for each: without one this is no key. */
const keyOf = (code: ReasonCode): TextKey => `why.${code}`;

/** A reason in the language of the panel, with fields, dates and lists as that has them. */
export function reasonText(t: Text, intl: Formats, { code, values }: Reason): string {
  return t(keyOf(code), Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(t, intl, name, value)])));
}

function shown(t: Text, intl: Formats, name: string, value: Reason['values'][string]): string | number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string')
    return name === 'field' ? fieldName(t, value) : isDate(value) ? intl.formatDate(value, { dateStyle: 'long', timeZone: 'UTC' }) : value;
  if (isList(value))
    return intl.formatList(
      value.map((one) => String(shown(t, intl, name === 'fields' ? 'field' : name, one))),
      { type: 'conjunction' },
    );
  return reasonText(t, intl, value);
}

const isList = (value: Reason | readonly string[]): value is readonly string[] => Array.isArray(value);

/** As a sentence begins. `words`: the server's, of what is no reason of ours. */
export function useReasonText(): (reason: Reason | null | undefined, words: string) => string {
  const t = useText();
  const intl = useIntl();
  return useCallback(
    (reason, words) => {
      const text = reason ? reasonText(t, intl, reason) : words;
      return text.slice(0, 1).toLocaleUpperCase(intl.locale) + text.slice(1);
    },
    [t, intl],
  );
}
