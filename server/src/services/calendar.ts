import type { Core, UID } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { CalendarService } from '../../../src/contracts';
import { LONGEST_RANGE_DAYS } from '../../../src/calendar/range';
import type { HostUsers } from '../host/users';
import { cancelOccurrence, editOccurrence } from './one-occurrence';

const UID_OF_EVENTS = 'plugin::microsoft-sync.calendar-event' as UID.ContentType;
const DAY = 86_400_000;

export function createCalendar(strapi: Core.Strapi, users: HostUsers): CalendarService {
  return {
    async occurrences({ user, from, to }) {
      const range = rangeOf(from, to);
      if (!(await users.find(user))) throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' });
      const rows = await strapi.db.query(UID_OF_EVENTS).findMany({
        where: {
          owner: { documentId: user },
          // Series and their exceptions are expanded whatever their own dates; single events only where they touch the range.
          $or: [
            { start: { $lt: range.to }, end: { $gte: range.from } },
            { recurrence: { $notNull: true } },
            { originalStart: { $notNull: true } },
          ],
        },
        populate: { series: { select: ['id', 'documentId'] } },
      });
      const { expand } = await import('../../../src/calendar/occurrences'); // brings a recurrence library along
      return expand(rows, range);
    },
    editOccurrence: (options) => editOccurrence(strapi, options),
    cancelOccurrence: (options) => cancelOccurrence(strapi, options),
  };
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
