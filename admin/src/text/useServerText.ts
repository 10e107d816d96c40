import { useCallback } from 'react';
import { useIntl } from 'react-intl';

import { type TextKey, useText } from './useText';

/**
 * The server words its findings in English, with all that it knows. Another language gets the text of the finding's code; of a problem
 * the server's words come after it, because they may name what is missing.
 */
export function useServerText(): (known: TextKey | undefined, message: string, isProblem: boolean) => string {
  const t = useText();
  const { locale } = useIntl();
  const isEnglish = locale.startsWith('en');
  return useCallback(
    (known, message, isProblem) => {
      if (isEnglish || known === undefined) return message;
      return isProblem ? t('verdict.details', { text: t(known), message }) : t(known);
    },
    [t, isEnglish],
  );
}
