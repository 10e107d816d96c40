import { useCallback } from 'react';

import type { HeldItem } from '../../../src/contracts';
import { heldText } from './heldText';
import { useReasonText } from './reasonText';
import { useServerText } from './useServerText';

/** Why an item waits, and what releases it. What an earlier version has kept is the server's words alone. */
export function useHeldText(): (item: Pick<HeldItem, 'code' | 'message' | 'reason'>) => string {
  const reasonText = useReasonText();
  const serverText = useServerText();
  return useCallback(
    ({ code, message, reason }) => (reason ? reasonText(reason, message) : serverText(heldText[code], message, true)),
    [reasonText, serverText],
  );
}
