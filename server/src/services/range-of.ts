import { errors } from '@strapi/utils';
import { LONGEST_RANGE_DAYS } from '../../../src/calendar/range';

const DAY = 86_400_000;

/** In the years that databases hold. */
function isInstant(value: unknown): boolean {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  return at >= Date.parse('0001-01-01T00:00:00Z') && at <= Date.parse('9999-12-31T23:59:59Z');
}

/** A span of the calendar as it was asked for, in canonical instants. */
export function rangeOf(from: unknown, to: unknown): { from: string; to: string } {
  const problems = Object.entries({ from, to })
    .filter(([, value]) => !isInstant(value))
    .map(([name]) => ({ path: [name], message: 'Must be an instant, such as 2026-03-01T00:00:00Z.', name: 'ValidationError' }));
  const range = { from: Date.parse(String(from)), to: Date.parse(String(to)) };
  if (problems.length === 0 && range.to <= range.from)
    problems.push({ path: ['to'], message: 'Must be after from.', name: 'ValidationError' });
  if (problems.length === 0 && range.to - range.from > LONGEST_RANGE_DAYS * DAY)
    problems.push({ path: ['to'], message: `The range may span at most ${LONGEST_RANGE_DAYS} days.`, name: 'ValidationError' });
  if (problems.length > 0) throw new errors.ValidationError('This range cannot be shown.', { code: 'invalid-input', errors: problems });
  return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
}
