import { useSyncMicrosoftNowMutation } from '../services/api';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { useFailureText } from '../text/useFailureText';

/** One run of everything that is switched on, now; the answer comes when it is done. */
export function useSyncNow({ user }: Whose = {}) {
  const failureText = useFailureText();
  const [sync, request] = useSyncMicrosoftNowMutation();
  return {
    start: () => void sync({ user, what: {} }),
    isSyncing: request.isLoading,
    runs: request.data?.runs ?? null,
    error: request.error ? failureText(failureOf(request.error)) : null,
  };
}
