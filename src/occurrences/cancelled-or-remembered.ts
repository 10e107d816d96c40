/** What it means for a series when the entry of one of its dates is taken away in Strapi. However it is, that date gets no entry again. */
import type { Direction } from '../contracts';
import type { ReasonCode } from '../contracts/reasons';
import { type Days, isWithin } from './days';

export type Removal = 'deleted' | 'does-not-take-part' | 'given-to-somebody-else';

export interface MeaningOfRemoval {
  /** That date is cancelled in Microsoft, under the rule for what mails people. */
  readonly isCancelled: boolean;
  /** With its new owner the entry is a single event. */
  readonly isSingleNow: boolean;
}

/**
 * `standsOn`: the day of the entry, for a host's clean-up goes by what it shows: what lies beyond the days is tidied up, not cancelled. `isOwn`:
 * nobody else organizes the meeting, whose dates are not ours to cancel.
 */
export function meaningOf(
  removal: Removal,
  { standsOn, days, isOwn }: { readonly standsOn: string; readonly days: Days; readonly isOwn: boolean },
): MeaningOfRemoval {
  const leaves = isOwn && isWithin(days, standsOn);
  switch (removal) {
    case 'deleted':
      return { isCancelled: leaves, isSingleNow: false };
    case 'does-not-take-part':
      return { isCancelled: false, isSingleNow: false };
    case 'given-to-somebody-else':
      return { isCancelled: leaves, isSingleNow: true };
  }
}

interface Removed {
  readonly direction: Direction;
  /** Nobody else organizes the meeting. */
  readonly isOwn: boolean;
  /** Its calendar can only be read. */
  readonly isReadOnly: boolean;
  readonly standsOn: string;
  readonly days: Days;
}

/** Null: that date is to be cancelled in Microsoft. Else why the removal is only remembered. */
export function whyRemembered(removal: Removal, { direction, isOwn, isReadOnly, standsOn, days }: Removed): ReasonCode | null {
  if (direction === 'microsoft-to-strapi') return 'deleted-in-strapi-one-way';
  if (!isOwn) return 'foreign-date-deleted';
  if (isReadOnly) return 'deleted-where-read-only';
  return meaningOf(removal, { standsOn, days, isOwn }).isCancelled ? null : 'date-outside-days';
}
