import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import { describe, expect, test } from 'vitest';
import { problemsOfFilters } from './filters';
import { meeting, toCheck, event } from './testing/hosts';

/** A Strapi of one type, which answers so. */
function strapiThat(answer: () => unknown) {
  const asked: unknown[] = [];
  const findFirst = async (query: unknown) => {
    asked.push(query);
    return answer();
  };
  const strapi = {
    contentTypes: { 'api::meeting.meeting': meeting, 'api::thing.thing': { attributes: {} } },
    documents: () => ({ findFirst }),
  };
  return { strapi: strapi as unknown as Core.Strapi, asked };
}
const refusing = (error: Error) => strapiThat(() => Promise.reject(error)).strapi;
const homes = (uid: string, takesPart?: Record<string, unknown>) =>
  toCheck({ calendar: [event({ uid, locale: 'de', ...(takesPart ? { takesPart } : {}) })] });

describe('what entries take part is asked once', () => {
  test('of the version and locale that takes part', async () => {
    const { strapi, asked } = strapiThat(() => null);
    expect(await problemsOfFilters(strapi, homes('api::meeting.meeting', { title: 'x' }))).toEqual([]);
    expect(asked).toEqual([{ filters: { title: 'x' }, fields: ['documentId'], status: 'published', locale: 'de' }]);
  });

  test('of a plain type without either', async () => {
    const { strapi, asked } = strapiThat(() => null);
    await problemsOfFilters(strapi, homes('api::thing.thing', { title: 'x' }));
    expect(asked).toEqual([{ filters: { title: 'x' }, fields: ['documentId'] }]);
  });

  test('not where all do, and not of a type that there is not', async () => {
    const { strapi, asked } = strapiThat(() => null);
    await problemsOfFilters(strapi, [...homes('api::meeting.meeting'), ...homes('api::no.no', { title: 'x' })]);
    expect(asked).toEqual([]);
  });

  test.each<[string, Error, string]>([
    ['a key', new errors.ValidationError('Invalid key x at deal'), 'is refused by Strapi: Invalid key x at deal'],
    ['an operator', new Error('Operator $and must be an array'), 'is refused by Strapi: Operator $and must be an array'],
    [
      'the database, whose sentence holds values',
      Object.assign(new Error(`select … where "level" = 'hidden' - invalid input syntax`), {
        code: '22P02',
        severity: 'ERROR',
        routine: 'pg_strtoint32',
      }),
      'is refused by Strapi: The database refused a statement. (22P02)',
    ],
  ])('and a refusal is told: %s', async (_, error, message) => {
    expect(await problemsOfFilters(refusing(error), homes('api::thing.thing', {}))).toEqual([{ key: 'calendar[0].takesPart', message }]);
  });

  test('and a database that is away says nothing about filters', async () => {
    const lost = Object.assign(new Error('lost'), { code: 'ECONNRESET' });
    await expect(problemsOfFilters(refusing(lost), homes('api::thing.thing', {}))).rejects.toBe(lost);
  });
});
