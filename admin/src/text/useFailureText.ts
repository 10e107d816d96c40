import { useCallback } from 'react';

import type { Failure } from '../services/failure';
import { failureTexts } from './labels';
import { useText } from './useText';

/** A refusal in the panel's language where its code has a text; else the server's words, which say more than we could. */
export function useFailureText(): (failure: Failure) => string {
  const t = useText();
  return useCallback(
    ({ code, message }) => {
      const known = code === null ? undefined : failureTexts[code];
      return known ? t(known) : (message ?? t('error.unknown'));
    },
    [t],
  );
}
