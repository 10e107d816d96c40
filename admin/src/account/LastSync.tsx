import type { SyncStatusRow } from '../../../src/contracts';
import { Moment } from '../components/Moment';
import { useText } from '../text/useText';

/** When a run last came to its end. Where none has yet because somebody is needed for it, what it waits for: it has read, and will again. */
export function LastSync({ row: { lastSyncAt, waitsFor } }: { row: SyncStatusRow }) {
  const t = useText();
  if (lastSyncAt !== null) return <Moment instant={lastSyncAt} />;
  if (waitsFor === null) return <>{t('never')}</>;
  return <>{t(waitsFor === 'start' ? 'last-sync.waits-for-start' : 'last-sync.waits-for-approval')}</>;
}
