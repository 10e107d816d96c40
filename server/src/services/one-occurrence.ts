/** What a person does to one occurrence of a series. Written as any edit by a person, so that it is marked and goes to Microsoft. */
import { errors } from '@strapi/utils';
import { editedException, exceptionFor, exceptionOf, NoSuchOccurrence, withCancelled } from '../../../src/calendar/exception-of';
import { type Home, holds } from '../../../src/homes/home';
import { addressOf, documentIdOf, entryId } from '../../../src/sync/entry-id';
import type { Sql } from '../host/sql';
import type { HostUsers } from '../host/users';
import type { Entries } from '../storage/entries/local-items';
import { HostRefusal } from '../storage/host-refusal';
import type { LocalRow } from '../storage/port';

export interface CalendarDeps {
  readonly sql: Sql;
  readonly users: HostUsers;
  readonly homes: () => readonly Home[];
  /** In the zone of this person's mailbox. What is written counts as a person's edit. */
  readonly entriesOf: (user: string | null) => Promise<Entries>;
}

type Row = Readonly<Record<string, unknown>>;
interface Place {
  readonly series: string;
  readonly originalStart: string;
}
interface Found {
  readonly entries: Entries;
  readonly series: LocalRow;
  readonly exceptions: readonly Row[];
}

/** Makes an exception, or edits the one that is there. */
export async function editOccurrence(deps: CalendarDeps, place: Place & { readonly data: Row }): Promise<{ documentId: string }> {
  const data = dataOf(place.data);
  return withSeries(deps, place, async ({ entries, series, exceptions }) => {
    const known = exceptionFor(series.row, place.originalStart, exceptions);
    if (known !== null) {
      const id = String(known.exception['documentId']);
      await entries.update(id, editedException(known.exception, data));
      return { documentId: documentIdOf(id) };
    }
    const { home } = addressOf(series.documentId);
    const [made = ''] = await entries.create(series.owner ?? '', [exceptionOf(series.row, place.originalStart, data)], home);
    return { documentId: documentIdOf(made) };
  });
}

/** An exception of the occurrence goes with it. */
export async function cancelOccurrence(deps: CalendarDeps, place: Place): Promise<void> {
  await withSeries(deps, place, async ({ entries, series, exceptions }) => {
    const known = exceptionFor(series.row, place.originalStart, exceptions);
    const excludedDates = withCancelled(series.row, known?.originalStart ?? place.originalStart, known !== null);
    await entries.update(series.documentId, { excludedDates });
    if (known !== null) await entries.remove(String(known.exception['documentId']));
  });
}

/** One after the other: of two people who edit the same occurrence, the second finds the exception of the first. */
async function withSeries<T>(deps: CalendarDeps, place: Place, act: (found: Found) => Promise<T>): Promise<T> {
  const problems = (['series', 'originalStart'] as const)
    .filter((name) => typeof place[name] !== 'string' || place[name] === '')
    .map((name) => ({ path: [name], message: 'Must be given.', name: 'ValidationError' }));
  if (problems.length > 0)
    throw new errors.ValidationError('This occurrence cannot be found.', { code: 'invalid-input', errors: problems });
  const ids = deps.homes().filter((home) => home.isSame || holds(home, 'recurrence')).map(({ name }) => entryId({ home: name, documentId: place.series })); // prettier-ignore
  const anybodys = await deps.entriesOf(null);
  const rows = await anybodys.lockable(ids);
  try {
    return await deps.sql.transaction(async () => {
      await anybodys.lock(rows);
      const [found] = (await anybodys.read(ids)).values();
      if (!found) throw new errors.NotFoundError('This series does not exist (any more).', { code: 'unknown-item' });
      const entries = await deps.entriesOf(found.owner);
      const series = (await entries.read([found.documentId])).get(found.documentId) ?? found;
      const parts = await entries.partsOf([found.documentId]);
      const exceptions = parts.filter(({ owner }) => owner === series.owner).map(({ row }) => row); // of whom else they are, they are not in this mailbox
      return act({ entries, series, exceptions });
    });
  } catch (error) {
    if (error instanceof HostRefusal) throw new errors.ApplicationError(error.message, { code: 'refused-by-host' });
    if (!(error instanceof NoSuchOccurrence)) throw error;
    throw new errors.ValidationError(error.message, {
      code: 'invalid-input',
      errors: [{ path: [], message: error.message, name: 'ValidationError' }],
    });
  }
}

function dataOf(data: unknown): Row {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Row;
  throw new errors.ValidationError('The edit of an occurrence needs its data.', {
    code: 'invalid-input',
    errors: [{ path: ['data'], message: 'Must be an object.', name: 'ValidationError' }],
  });
}
