import { errors } from '@strapi/utils';
import type { CalendarService, Occurrence } from '../../../src/contracts';
import { LONGEST_RANGE_DAYS } from '../../../src/calendar/range';
import type { Home } from '../../../src/homes/home';
import { addressOf } from '../../../src/sync/entry-id';
import type { CalendarDeps } from './one-occurrence';

const DAY = 86_400_000;

export function createCalendar(deps: CalendarDeps): CalendarService {
  return {
    async occurrences({ user, from, to }) {
      const range = rangeOf(from, to);
      if (!(await deps.users.find(user))) throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' });
      const rows = await (await deps.entriesOf(user)).during(user, range);
      const { expand } = await import('../../../src/calendar/occurrences'); // brings a recurrence library along
      const found = expand(rows.map(({ row }) => row), range); // prettier-ignore
      return found.map((one) => withAddress(deps.homes(), one));
    },
    editOccurrence: async (options) => (await import('./one-occurrence')).editOccurrence(deps, options),
    cancelOccurrence: async (options) => (await import('./one-occurrence')).cancelOccurrence(deps, options),
  };
}

/** Entries by their documentIds, as everybody outside knows them. */
function withAddress(homes: readonly Home[], occurrence: Omit<Occurrence, 'uid'>): Occurrence {
  const { home, documentId } = addressOf(occurrence.event);
  const series = occurrence.series === null ? null : addressOf(occurrence.series).documentId;
  return { ...occurrence, uid: homes.find(({ name }) => name === home)?.uid ?? '', event: documentId, series };
}

function rangeOf(from: unknown, to: unknown): { from: string; to: string } {
  const problems = Object.entries({ from, to })
    .filter(([, value]) => typeof value !== 'string' || Number.isNaN(Date.parse(value)))
    .map(([name]) => ({ path: [name], message: 'Must be an instant, such as 2026-03-01T00:00:00Z.', name: 'ValidationError' }));
  const range = { from: Date.parse(String(from)), to: Date.parse(String(to)) };
  if (problems.length === 0 && range.to <= range.from)
    problems.push({ path: ['to'], message: 'Must be after from.', name: 'ValidationError' });
  if (problems.length === 0 && range.to - range.from > LONGEST_RANGE_DAYS * DAY)
    problems.push({ path: ['to'], message: `The range may span at most ${LONGEST_RANGE_DAYS} days.`, name: 'ValidationError' });
  if (problems.length > 0) throw new errors.ValidationError('This range cannot be shown.', { code: 'invalid-input', errors: problems });
  return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
}
