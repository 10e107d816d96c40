import { Notice } from '../../components/Notice';
import { useText } from '../../text/useText';

/** Only where there are some: what has become of wakes that nobody could handle, and what to do. */
export function Undelivered({ count }: { count: number }) {
  const t = useText();
  if (count === 0) return null;
  return <Notice tone="warning">{t('status.undelivered', { count })}</Notice>;
}
