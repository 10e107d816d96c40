import { useEffect, useState } from 'react';

/** For queries of pages that keep themselves up to date: every few seconds, as long as somebody can see the page. */
export function useVisiblePolling(milliseconds: number) {
  const [isVisible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return { pollingInterval: isVisible ? milliseconds : 0, refetchOnMountOrArgChange: true, refetchOnFocus: true };
}
