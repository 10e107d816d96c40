import { useEffect, useState } from 'react';

import { useGetMicrosoftMeQuery } from '../../services/api';

const REFRESH_MILLISECONDS = 5000;

/** What the page shows, asked for again every five seconds as long as somebody can see it. */
export function useRefreshingMe() {
  const isVisible = useIsVisible();
  return useGetMicrosoftMeQuery(undefined, {
    pollingInterval: isVisible ? REFRESH_MILLISECONDS : 0,
    refetchOnMountOrArgChange: true,
    refetchOnFocus: true,
  });
}

function useIsVisible() {
  const [isVisible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isVisible;
}
