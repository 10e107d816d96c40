import { focusMainIfLost } from '../../components/focusMain';
import { useSyncMicrosoftNowMutation } from '../../services/api';
import { failureOf } from '../../services/failure';
import { useText } from '../../text/useText';

/** One run of everything that is switched on, now; the answer comes when it is done. */
export function useSyncNow() {
  const t = useText();
  const [sync, request] = useSyncMicrosoftNowMutation();
  return {
    start: () => void sync({}).then(focusMainIfLost),
    isSyncing: request.isLoading,
    runs: request.data?.runs ?? null,
    error: request.error ? (failureOf(request.error).message ?? t('error.unknown')) : null,
  };
}
