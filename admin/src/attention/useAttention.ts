import { useMay } from '../components/useMay';
import { useVisiblePolling, whenSeen } from '../components/useVisiblePolling';
import { permissions } from '../permissions';
import { useGetMicrosoftMeQuery, useGetMicrosoftStatusPeopleQuery } from '../services/api';
import { useGetApplicationNeedsQuery, useGetOrganizationNeedsQuery } from '../services/application';
import { type Attention, attentionOf } from './attentionOf';

const REFRESH_MILLISECONDS = 60_000;
/** The totals are what is wanted; one row comes with them. */
const TOTALS = { pageSize: '1' };

interface Seen {
  readonly attention: Attention | null;
  readonly hasFailed: boolean;
  /** It is known, or will not be: what is shown of it moves nothing any more. */
  readonly isSettled: boolean;
}

/** By what the signed-in person may see; null as long as nothing has come. */
export function useAttention(): Seen {
  const mays = [
    useMay(permissions.readMe),
    useMay(permissions.readSync),
    useMay(permissions.updateSettings),
    useMay(permissions.updateOrganizations),
  ] as const;
  const [mayMe, mayAll, maySystem, mayOrganizations] = mays;
  const asked = (may: boolean | null) => ({ ...whenSeen, skip: may !== true });
  const me = useVisiblePolling(useGetMicrosoftMeQuery(undefined, asked(mayMe)), REFRESH_MILLISECONDS);
  const all = useVisiblePolling(useGetMicrosoftStatusPeopleQuery(TOTALS, asked(mayAll)), REFRESH_MILLISECONDS);
  const system = useVisiblePolling(useGetApplicationNeedsQuery(undefined, asked(maySystem)), REFRESH_MILLISECONDS);
  const ofOrganizations = useVisiblePolling(useGetOrganizationNeedsQuery(undefined, asked(mayOrganizations)), REFRESH_MILLISECONDS);
  const queries = [me, all, system, ofOrganizations] as const;
  const isKnown = queries.every(({ data }, at) => mays[at] === false || (mays[at] === true && data !== undefined));
  if (!isKnown) {
    const hasFailed = queries.some(({ data, error }) => data === undefined && error !== undefined);
    return { attention: null, hasFailed, isSettled: hasFailed };
  }
  const needs = [...(system.data ?? []), ...(ofOrganizations.data ?? [])];
  return { attention: attentionOf({ me: me.data ?? null, people: all.data ?? null, needs }), hasFailed: false, isSettled: true };
}
