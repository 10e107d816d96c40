import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';

import { relativeTime } from '../text/relativeTime';

/** An instant as a person says it ("in 4 minutes"), with the exact one behind it. */
export function Moment({ instant }: { instant: string }) {
  const { formatDate, formatRelativeTime } = useIntl();
  const now = useNow();
  const { value, unit } = relativeTime(instant, now);
  return (
    <time dateTime={instant} title={formatDate(instant, { dateStyle: 'full', timeStyle: 'medium' })}>
      {formatRelativeTime(value, unit, { numeric: 'auto' })}
    </time>
  );
}

function useNow() {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
