/** What deleting an entry in Strapi will do in Microsoft, for whoever is about to: as the runs judge it (decide-deletion.ts, removed-entry.ts). */
import type { Direction } from '../contracts';
import type { Days } from './days';
import { meaningOf } from './removed-entry';

export type DeletionMeans = 'cancels-date' | 'deletes-series' | 'deletes-item' | 'nothing';

interface Entry {
  readonly direction: Direction;
  /** Nobody else organizes it, and its calendar can be written. */
  readonly isOwn: boolean;
  readonly isSeries: boolean;
  /** Of an occurrence that has an entry of its own: `days` where each date of its series has one, for a clean-up beyond them cancels nothing. */
  readonly date: { readonly standsOn: string; readonly days: Days | null } | null;
}

export function deletionMeans({ direction, isOwn, isSeries, date }: Entry): DeletionMeans {
  if (direction === 'microsoft-to-strapi' || !isOwn) return 'nothing';
  if (date === null) return isSeries ? 'deletes-series' : 'deletes-item';
  const { standsOn, days } = date;
  return days === null || meaningOf('deleted', { standsOn, days, isOwn }).isCancelled ? 'cancels-date' : 'nothing';
}
