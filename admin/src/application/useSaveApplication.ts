import { useCallback } from 'react';

import type { ApplicationReading } from '../../../src/contracts';
import { useGiveBackMicrosoftApplicationMutation, usePutMicrosoftApplicationMutation } from '../services/api';
import type { Place } from '../services/paths';
import type { ApplicationChange } from './form';

/** Carries a change of an application out, and returns what is so afterwards; throws what the server refuses. */
export function useSaveApplication(scope: Place) {
  const [put] = usePutMicrosoftApplicationMutation();
  const [giveBack] = useGiveBackMicrosoftApplicationMutation();
  return useCallback(
    (change: ApplicationChange): Promise<ApplicationReading> =>
      change.kind === 'give-back' ? giveBack(scope).unwrap() : put({ scope, patch: change.patch }).unwrap(),
    [scope, put, giveBack],
  );
}
