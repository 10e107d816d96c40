import { useVisiblePolling, whenSeen } from '../../components/useVisiblePolling';
import { useGetMicrosoftMeQuery } from '../../services/api';

const REFRESH_MILLISECONDS = 5000;

export const useRefreshingMe = () => useVisiblePolling(useGetMicrosoftMeQuery(undefined, whenSeen), REFRESH_MILLISECONDS);
