/** A series has got another rule: which of its old dates, whose entries hold people's notes, has become which new one. */
import { beginOf, type Period } from './period';

export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Dates that both sides have are none of these. What is left over in a period, on either side, has no partner. */
export function pairDates(old: readonly string[], fresh: readonly string[], period: Period): readonly Move[] {
  const waiting = new Map<string, string[]>();
  for (const date of sorted(fresh)) {
    const begin = beginOf(period, date);
    waiting.set(begin, [...(waiting.get(begin) ?? []), date]);
  }
  return sorted(old).flatMap((from) => {
    const to = waiting.get(beginOf(period, from))?.shift();
    return to === undefined ? [] : [{ from, to }];
  });
}

const sorted = (dates: readonly string[]): readonly string[] => [...dates].sort();
