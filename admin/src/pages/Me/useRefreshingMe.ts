import { useVisiblePolling } from '../../components/useVisiblePolling';
import { useGetMicrosoftMeQuery } from '../../services/api';

const REFRESH_MILLISECONDS = 5000;

export const useRefreshingMe = () => useGetMicrosoftMeQuery(undefined, useVisiblePolling(REFRESH_MILLISECONDS));
