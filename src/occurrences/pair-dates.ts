/** A series has got another rule: which of its old dates, whose entries hold people's notes, has become which new one. */
import { beginOf, type Period } from './period';

export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Dates that both sides have are none of these. What is left over in a period, on either side, has no partner; where there are too few new dates,
 * `remembered` ones, whose entry somebody has removed, give way to those that still have one.
 */
export function pairDates(
  old: readonly string[],
  fresh: readonly string[],
  period: Period,
  remembered: ReadonlySet<string> = new Set(),
): readonly Move[] {
  const freshIn = byPeriod(fresh, period);
  return [...byPeriod(old, period)].flatMap(([begin, dates]) => {
    const partners = freshIn.get(begin) ?? [];
    const entriesFirst = [...dates.filter((date) => !remembered.has(date)), ...dates.filter((date) => remembered.has(date))];
    const staying = sorted(entriesFirst.slice(0, partners.length));
    return staying.map((from, at) => ({ from, to: partners[at] ?? from }));
  });
}

/** By the first day of the period, in order. */
function byPeriod(dates: readonly string[], period: Period): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const date of sorted(dates)) {
    const begin = beginOf(period, date);
    found.set(begin, [...(found.get(begin) ?? []), date]);
  }
  return found;
}

const sorted = (dates: readonly string[]): readonly string[] => [...dates].sort();
