import { errors } from '@strapi/utils';
import type { CalendarService, Occurrence } from '../../../src/contracts';
import type { Home } from '../../../src/homes/home';
import { addressOf } from '../../../src/sync/entry-id';
import type { CalendarDeps } from './one-occurrence';
import { rangeOf } from './range-of';
import { expandIn } from './expand-in';

export function createCalendar(deps: CalendarDeps): CalendarService {
  return {
    async occurrences({ user, from, to }) {
      const range = rangeOf(from, to);
      if (!(await deps.users.find(user))) throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' });
      const rows = await (await deps.entriesOf(user)).during(user, range);
      const found = await expandIn(rows, range);
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
