/** A stored rule in the one spelling that both sides are compared in: by way of Graph's pattern, so that what comes back is the same. */
import { dateOf, dayBefore } from '../time';
import { MOST_TIMES, type Pattern, type Range } from './pattern';
import { patternFrom } from './pattern-from-rule';
import { ruleFromPattern } from './rule-from-pattern';
import { untilWall } from './rule';
import { firstDate } from './rule-dates';
import { countOf, invalid, NotExpressible, rulePartsOf, type RuleParts } from './rule-parts';

export interface Recurrence {
  readonly pattern: Pattern;
  readonly range: Range;
  /** Canonical text. */
  readonly text: string;
}

/** When the series starts, on the clock that its rule runs on. `zone` is the row's own also for an all-day series. */
export interface RuleStart {
  readonly wall: string;
  readonly isAllDay: boolean;
  readonly zone: string;
}

/** Throws `NotExpressible` or `InvalidColumn`. Whether the series starts on one of the rule's dates is a question of its own. */
export function recurrenceFrom(text: string, { wall, isAllDay, zone }: RuleStart): Recurrence {
  const parts = rulePartsOf(text);
  const pattern = patternFrom(parts, dateOf(wall));
  const range = rangeFrom(parts, { wall, isAllDay, zone });
  const canonical = ruleFromPattern(pattern, range, isAllDay ? null : zone);
  return { pattern, range, text: canonical ?? invalid() };
}

/** The same for a rule that must have the start among its dates: Graph's `range.startDate` is the event's own (graph-facts §1.8). */
export function checkedRecurrence(text: string, start: RuleStart): Recurrence {
  const recurrence = recurrenceFrom(text, start);
  const first = firstDate(recurrence.pattern, recurrence.range, dateOf(start.wall));
  if (first === null) throw new NotExpressible('ends-before-start');
  if (first !== dateOf(start.wall)) {
    throw new NotExpressible('start-not-in-rule', { start: dateOf(start.wall), first });
  }
  return recurrence;
}

function rangeFrom(parts: RuleParts, { wall, isAllDay, zone }: RuleStart): Range {
  const numberOfOccurrences = countOf(parts, 'COUNT', MOST_TIMES);
  const limit = parts.get('UNTIL');
  if (limit === undefined) return numberOfOccurrences === null ? { type: 'noEnd' } : { type: 'numbered', numberOfOccurrences };
  const until = numberOfOccurrences === null ? untilWall(limit, isAllDay, zone) : invalid();
  if (until === null) invalid();
  // Graph's end is a date; a limit before the series' time of the day leaves that day out.
  return { type: 'endDate', endDate: until.slice(11, 19) < wall.slice(11, 19) ? dayBefore(dateOf(until)) : dateOf(until) };
}
