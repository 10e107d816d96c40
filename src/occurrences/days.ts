/** Whole days between which a series in a home without rules has an entry for each of its dates. */
import { dateOf, graphZone, toLocal } from '../time';

/** Both included. They are held against the dates of a series, which are those of its own clock. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** `timeZone`: that of the person's mailbox, whose today it is; so all series of a mailbox move on at the same midnight. */
export function daysWithEntries(of: {
  readonly now: number;
  readonly timeZone: string;
  readonly pastDays: number;
  readonly occurrenceDays: number;
}): Days {
  const today = dateOf(toLocal(new Date(of.now).toISOString(), graphZone(of.timeZone)));
  return { from: shifted(today, -of.pastDays), to: shifted(today, of.occurrenceDays) };
}

export const isWithin = ({ from, to }: Days, date: string): boolean => date >= from && date <= to;

export function shifted(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

const DAY = 86_400_000;
