import type { SyncStatusRow } from '../../../src/contracts';
import { Moment } from '../components/Moment';
import { useText } from '../text/useText';

/** When the next run is due, as far as there is one. */
export function NextSync({ row: { enabled, inProgress, nextSyncAt } }: { row: SyncStatusRow }) {
  const t = useText();
  if (inProgress) return <>{t('sync.running')}</>;
  if (!enabled || nextSyncAt === null) return <>{t('resource.not-planned')}</>;
  return Date.parse(nextSyncAt) <= Date.now() ? <>{t('resource.due')}</> : <Moment instant={nextSyncAt} />;
}
