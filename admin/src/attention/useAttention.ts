import { useMay } from '../components/useMay';
import { useVisiblePolling, whenSeen } from '../components/useVisiblePolling';
import { permissions } from '../permissions';
import { useGetMicrosoftMeQuery, useGetMicrosoftStatusPeopleQuery } from '../services/api';
import { type Attention, attentionOf } from './attentionOf';

const REFRESH_MILLISECONDS = 60_000;
/** The totals are what is wanted; one row comes with them. */
const TOTALS = { pageSize: '1' };

/** By what the signed-in person may see; null as long as nothing has come. */
export function useAttention(): { readonly attention: Attention | null; readonly hasFailed: boolean } {
  const mayMe = useMay(permissions.readMe);
  const mayAll = useMay(permissions.readSync);
  const me = useVisiblePolling(useGetMicrosoftMeQuery(undefined, { ...whenSeen, skip: mayMe !== true }), REFRESH_MILLISECONDS);
  const all = useVisiblePolling(useGetMicrosoftStatusPeopleQuery(TOTALS, { ...whenSeen, skip: mayAll !== true }), REFRESH_MILLISECONDS);
  const isKnown = mayMe !== null && mayAll !== null && (mayMe !== true || me.data) && (mayAll !== true || all.data);
  if (!isKnown) return { attention: null, hasFailed: me.error !== undefined || all.error !== undefined };
  return { attention: attentionOf({ me: me.data ?? null, totals: all.data?.totals ?? null }), hasFailed: false };
}
