/** The text of a recurrence taken apart (RFC 5545 §3.3.10). What is no rule throws `InvalidColumn`, what Outlook lacks `NotExpressible`. */
import { InvalidColumn } from '../canonical/columns';
import { because, type Because, inWords } from '../contracts/reasons';

/** Why Outlook cannot hold a rule. */
export type RuleProblem =
  | 'within-a-day'
  | 'filtered-days'
  | 'several-months'
  | 'no-month'
  | 'from-the-end'
  | 'several-days'
  | 'missing-day'
  | 'days-and-weekdays'
  | 'every-such-weekday'
  | 'several-positions'
  | 'unknown-position'
  | 'foreign-part'
  | 'other-lines'
  | 'several-rules'
  | 'ends-before-start'
  | 'start-not-in-rule';

/** A rule that is right, and that Microsoft cannot hold. Its message says what is so and what to do; `about`: what a text in another language names. */
export class NotExpressible extends Error {
  constructor(
    readonly problem: RuleProblem,
    readonly about: Readonly<Record<string, string | number>> = {},
  ) {
    super(inWords(because(`rule-${problem}`, about)));
  }

  get reason(): Because {
    return because(`rule-${this.problem}`, this.about);
  }
}

export type RuleParts = ReadonlyMap<string, string>;

/** The one reader of the text: what people write, paste from a calendar file or type on several lines. Blanks and letter case say nothing. */
export function rulePartsOf(text: string): RuleParts {
  const parts = new Map<string, string>();
  for (const part of onlyRule(text).split(';').filter(Boolean)) {
    const [, name = '', value = ''] = /^([A-Z-]+)=([A-Z0-9,+-]+)$/.exec(part) ?? [];
    if (!known.has(name) || parts.has(name)) invalid();
    parts.set(name, value);
  }
  if (!frequencies.has(parts.get('FREQ') ?? '')) invalid();
  return parts;
}

/** Numbers of a list, none of them 0; null where the rule does not name it. */
export function numbersOf(parts: RuleParts, name: string, most: number): readonly number[] | null {
  const value = parts.get(name);
  if (value === undefined) return null;
  return value.split(',').map((text) => {
    const number = /^[+-]?\d{1,3}$/.test(text) ? Number(text) : 0;
    return number === 0 || Math.abs(number) > most ? invalid() : number;
  });
}

export function countOf(parts: RuleParts, name: string, most: number): number | null {
  const value = parts.get(name);
  if (value === undefined) return null;
  const number = /^\d{1,7}$/.test(value) ? Number(value) : 0;
  return number < 1 || number > most ? invalid() : number;
}

export function invalid(): never {
  throw new InvalidColumn('no-rule');
}

const frequencies = new Set(['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
const known = new Set(
  ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYSECOND', 'BYMINUTE', 'BYHOUR', 'BYDAY', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO', 'BYMONTH', 'BYSETPOS'], // prettier-ignore
);

/** Calendars that export several lines have dates in the others. A line that begins nothing of its own goes on with the one before it. */
function onlyRule(text: string): string {
  const lines = text
    .toUpperCase()
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\s+/g, ''))
    .filter((line) => line !== '');
  const other = lines.map((line) => /^(DTSTART|DTEND|RDATE|EXDATE|EXRULE)\b/.exec(line)?.[1]).find((name) => name !== undefined);
  if (other !== undefined) {
    throw new NotExpressible('other-lines', { lines: other });
  }
  const [rule, second] = rulesIn(lines);
  if (rule === undefined) invalid();
  if (second !== undefined) throw new NotExpressible('several-rules');
  return rule.replace(/^RRULE:/, '');
}

/** At most two: nobody asks for more. */
function rulesIn(lines: readonly string[]): readonly string[] {
  const rules: string[] = [];
  for (const line of lines) {
    const last = rules.at(-1);
    const [, name = ''] = /^([A-Z-]+)=/.exec(line) ?? [];
    const isNext = last === undefined || line.startsWith('RRULE:') || (name === 'FREQ' && last.includes('FREQ='));
    // Calendar files break lines anywhere, people between two parts.
    if (!isNext) rules.push(`${rules.pop() ?? ''}${known.has(name) ? ';' : ''}${line}`);
    else if (rules.push(line) === 2) break;
  }
  return rules;
}
