import { useEffect, useState } from 'react';

/** For queries of such pages: what is shown when somebody comes, or comes back, is new. */
export const whenSeen = { refetchOnMountOrArgChange: true, refetchOnFocus: true };

/**
 * Asks again every few seconds as long as somebody can see the page. With a timer of its own: measured in a browser, the query's own
 * `pollingInterval` goes on when it becomes 0.
 */
export function useVisiblePolling<Q extends { refetch: () => unknown; isUninitialized: boolean }>(query: Q, milliseconds: number): Q {
  const isVisible = useIsVisible();
  const { refetch, isUninitialized } = query;
  useEffect(() => {
    if (!isVisible || isUninitialized) return undefined;
    const timer = setInterval(() => void refetch(), milliseconds);
    return () => clearInterval(timer);
  }, [isVisible, isUninitialized, refetch, milliseconds]);
  return query;
}

function useIsVisible(): boolean {
  const [isVisible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isVisible;
}
