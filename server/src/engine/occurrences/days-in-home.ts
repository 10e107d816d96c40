import type { HomesOfResource } from '../../../../src/homes/of-resource';
import { type Days, daysWithEntries } from '../../../../src/occurrences/days';
import type { WindowDays } from '../../../../src/sync/window';
import type { RunContext } from '../context';

interface When {
  readonly homes: Pick<HomesOfResource, 'occurrenceDaysIn' | 'namesOfHost' | 'timeZone'>;
  readonly window: WindowDays;
  /** Epoch milliseconds. */
  readonly now: number;
}
const USUAL = 60;

/** The days for which dates of series have entries in the home of this name. A home that takes no more series goes on with those it has. */
export const daysInHome = (run: RunContext, home: string): Days => daysIn(whenOf(run), home);

/** Names the days in all homes: another day, or other settings, are other ones. Null: there is no home that dates could be in. */
export function nameOfDays(when: When): string | null {
  const names = when.homes.namesOfHost();
  const all = names.map((home) => daysIn(when, home));
  return all.length === 0 ? null : [...new Set(all.map(({ from, to }) => `${from}..${to}`))].sort().join(' ').slice(0, 250);
}

export const whenOf = ({ items: { homes }, settings: { window }, start: { at: now } }: RunContext): When => ({ homes, window, now });

function daysIn({ homes, window, now }: When, home: string): Days {
  const occurrenceDays = Math.min(homes.occurrenceDaysIn(home) ?? USUAL, window.futureDays);
  return daysWithEntries({ now, timeZone: homes.timeZone, pastDays: window.pastDays, occurrenceDays });
}
