import { useCallback } from 'react';

import type { Failure } from '../services/failure';
import { failureTextOf } from './failureTextOf';
import { useServerText } from './useServerText';
import { useText } from './useText';

/** A refusal in the panel's language, with what to do. */
export function useFailureText(): (failure: Failure) => string {
  const t = useText();
  const serverText = useServerText();
  return useCallback(
    (failure) => {
      const { text, isComplete } = failureTextOf(failure);
      return isComplete || failure.message === null ? t(text) : serverText(text, failure.message, true);
    },
    [t, serverText],
  );
}
