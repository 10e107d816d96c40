/** What a person does to one occurrence of a series. Written as any edit by a person, so that it is marked and goes to Microsoft. */
import type { Core, UID } from '@strapi/types';
import { errors } from '@strapi/utils';
import { editedException, exceptionFor, exceptionOf, NoSuchOccurrence, withCancelled } from '../../../src/calendar/exception-of';

const UID_OF_EVENTS = 'plugin::microsoft-sync.calendar-event' as UID.ContentType;

type Row = Readonly<Record<string, unknown>>;
interface Place {
  readonly series: string;
  readonly originalStart: string;
}

/** Makes an exception, or edits the one that is there. */
export async function editOccurrence(strapi: Core.Strapi, place: Place & { readonly data: Row }): Promise<{ documentId: string }> {
  const data = dataOf(place.data);
  return withSeries(strapi, place, async ({ series, exceptions }) => {
    const events = strapi.documents(UID_OF_EVENTS);
    const known = exceptionFor(series, place.originalStart, exceptions);
    if (known !== null) {
      const documentId = String(known.exception['documentId']);
      await events.update({ documentId, data: editedException(known.exception, data) as never });
      return { documentId };
    }
    const owner = series['owner'] as { documentId?: string } | null;
    const { documentId } = await events.create({
      data: { ...exceptionOf(series, place.originalStart, data), owner: owner?.documentId ?? null } as never,
    });
    return { documentId };
  });
}

/** An exception of the occurrence goes with it. */
export async function cancelOccurrence(strapi: Core.Strapi, place: Place): Promise<void> {
  await withSeries(strapi, place, async ({ series, exceptions }) => {
    const events = strapi.documents(UID_OF_EVENTS);
    const known = exceptionFor(series, place.originalStart, exceptions);
    const excludedDates = withCancelled(series, known?.originalStart ?? place.originalStart, known !== null);
    await events.update({ documentId: place.series, data: { excludedDates } as never });
    if (known !== null) await events.delete({ documentId: String(known.exception['documentId']) });
  });
}

/** One after the other: of two people who edit the same occurrence, the second finds the exception of the first. */
async function withSeries<T>(
  strapi: Core.Strapi,
  place: Place,
  act: (found: { series: Row; exceptions: readonly Row[] }) => Promise<T>,
): Promise<T> {
  const problems = (['series', 'originalStart'] as const)
    .filter((name) => typeof place[name] !== 'string' || place[name] === '')
    .map((name) => ({ path: [name], message: 'Must be given.', name: 'ValidationError' }));
  if (problems.length > 0)
    throw new errors.ValidationError('This occurrence cannot be found.', { code: 'invalid-input', errors: problems });
  try {
    return await strapi.db.transaction(async ({ trx }) => {
      const table = String(strapi.db.metadata.get(UID_OF_EVENTS).tableName);
      if (strapi.db.dialect.client !== 'sqlite') await trx(table).where({ document_id: place.series }).forUpdate().select('id'); // SQLite has one writer anyway
      const query = strapi.db.query(UID_OF_EVENTS);
      const series = (await query.findOne({
        where: { documentId: place.series },
        populate: { owner: { select: ['id', 'documentId'] } },
      })) as Row | null;
      if (series === null) throw new errors.NotFoundError('This series does not exist (any more).', { code: 'unknown-item' });
      const exceptions = (await query.findMany({ where: { series: { documentId: place.series } }, orderBy: { id: 'asc' } })) as Row[];
      return act({ series, exceptions });
    });
  } catch (error) {
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
