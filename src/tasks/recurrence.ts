/** The rule of a recurring task, as it stands in Strapi: an RRULE without DTSTART. Tasks recur by dates, so its UNTIL is one. */
import { type Recurrence, recurrenceFrom } from '../recurrence/canonical-rule';
import { ruleFromPattern } from '../recurrence/rule-from-pattern';
import { graphZone } from '../time';

/** What is kept of a recurrence that Graph does not document: that there is one. */
const UNKNOWN = 'X-MICROSOFT';

/** Null where the answer does not tell: an absent recurrence is not a removed one (graph-facts §2.4). */
export function ruleFromGraph(recurrence: unknown): string | null {
  if (typeof recurrence !== 'object' || recurrence === null) return null;
  const { pattern, range } = recurrence as Record<string, unknown>;
  const known = isRecord(pattern) && isRecord(range) ? ruleFromPattern(pattern, range, null) : null;
  return known ?? UNKNOWN;
}

/** However it is written in Strapi. Throws where Microsoft cannot hold the rule, with what is wrong. */
export function canonicalRule(rule: string, dueDate: string): string {
  return ruleOf(rule, dueDate).text;
}

/** For the body of a new task. Throws as above. */
export function recurrenceForGraph(rule: string, dueDate: string, zone: string | null): unknown {
  const { pattern, range } = ruleOf(rule, dueDate);
  return { pattern, range: { ...range, startDate: dueDate, recurrenceTimeZone: zone === null ? 'UTC' : graphZone(zone) } };
}

/** A rule that was made here, and not one that only stands for Microsoft's own. */
export function canBeMade(rule: string): boolean {
  return rule !== '' && rule !== UNKNOWN;
}

const ruleOf = (rule: string, dueDate: string): Recurrence =>
  recurrenceFrom(rule, { wall: `${dueDate}T00:00:00`, isAllDay: true, zone: 'UTC' });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
