import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databases, openOffice, type Office } from '../support';

const EVENT = 'plugin::microsoft-sync.calendar-event';

describe.each(databases)('one occurrence of a series, on %s', (database) => {
  let office: Office;
  let series = '';
  beforeAll(async () => {
    office = await openOffice({ boot: { database } });
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    for (const { documentId } of await office.events()) await office.deleteEvent(String(documentId));
    const data = {
      subject: 'Stand-up',
      start: '2026-03-27T08:00:00.000Z',
      end: '2026-03-27T09:00:00.000Z',
      timeZone: 'Europe/Berlin',
      recurrence: 'FREQ=DAILY;COUNT=4',
    };
    series = (await office.createEvent(data)).documentId;
    await office.strapi.db.connection('microsoft_sync_marks').delete();
  });

  const edit = (originalStart: string, data: object) =>
    office.services.calendar.editOccurrence({ series, originalStart, data: data as Record<string, unknown> });
  const cancel = (originalStart: string) => office.services.calendar.cancelOccurrence({ series, originalStart });
  const shown = async () => {
    const found = await office.services.calendar.occurrences({
      user: office.user,
      from: '2026-03-01T00:00:00Z',
      to: '2026-05-01T00:00:00Z',
    });
    return found.map(({ subject, start }) => `${subject} ${start.slice(5, 16)}`);
  };
  const marked = async () =>
    (await office.strapi.db.connection('microsoft_sync_marks').select('document_id'))
      .map((row: { document_id: string }) => row.document_id)
      .sort();

  it('is edited: an exception of the same owner, marked as a person’s edit', async () => {
    const { documentId } = await edit('2026-03-28T08:00:00.000Z', { subject: 'Later', start: '2026-03-28T15:00:00.000Z' });
    expect(await shown()).toEqual(['Stand-up 03-27T08:00', 'Later 03-28T15:00', 'Stand-up 03-29T07:00', 'Stand-up 03-30T07:00']);
    const row = await office.strapi.documents(EVENT).findOne({ documentId, populate: ['owner', 'series'] as never });
    expect(row).toMatchObject({
      end: '2026-03-28T16:00:00.000Z',
      originalStart: '2026-03-28T08:00:00.000Z',
      recurrence: null,
      series: { documentId: series },
      owner: { documentId: office.user },
    });
    expect(await marked()).toEqual([documentId]);
  });

  it('is edited again: the same exception', async () => {
    const { documentId } = await edit('2026-03-28T08:00:00.000Z', { subject: 'Later' });
    expect(await edit('2026-03-28T08:00:00.000Z', { start: '2026-03-28T15:00:00.000Z' })).toEqual({ documentId });
    expect(await shown()).toEqual(['Stand-up 03-27T08:00', 'Later 03-28T15:00', 'Stand-up 03-29T07:00', 'Stand-up 03-30T07:00']);
  });

  it('of two people at once becomes one exception', async () => {
    const [one, two] = await Promise.all([
      edit('2026-03-28T08:00:00.000Z', { subject: 'A' }),
      edit('2026-03-28T08:00:00.000Z', { location: 'B' }),
    ]);
    expect(one).toEqual(two);
    expect(await office.events()).toHaveLength(2);
  });

  it('is cancelled, with the exception that stood for it', async () => {
    await edit('2026-03-28T08:00:00.000Z', { subject: 'Later' });
    await cancel('2026-03-28T08:00:00.000Z');
    await cancel('2026-03-30T07:00:00.000Z');
    await cancel('2026-03-30T07:00:00.000Z'); // once more changes nothing
    expect(await shown()).toEqual(['Stand-up 03-27T08:00', 'Stand-up 03-29T07:00']);
    const [row, ...others] = await office.events();
    expect([row?.['excludedDates'], others]).toEqual([['2026-03-28T08:00:00.000Z', '2026-03-30T07:00:00.000Z'], []]);
    expect(await marked()).toContain(series);
  });

  it.each([
    ['of another time', { originalStart: '2026-03-29T08:00:00.000Z' }, 'invalid-input', /no occurrence/],
    ['of no time', { originalStart: undefined }, 'invalid-input', /cannot be found/],
    ['of no series', { series: 'nothing' }, 'unknown-item', /does not exist/],
    ['with data that only the engine writes', { data: { iCalUId: 'x' } }, 'invalid-input', /iCalUId cannot be set/],
    ['with no data', { data: null }, 'invalid-input', /needs its data/],
  ])('%s is refused, and nothing is written', async (_, changes, code, message) => {
    const refusal = await office.services.calendar
      .editOccurrence({ series, originalStart: '2026-03-29T07:00:00.000Z', data: {}, ...changes } as never)
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ message: expect.stringMatching(message) as string, details: { code } });
    expect(await office.events()).toHaveLength(1);
    expect(await marked()).toEqual([]);
  });
});
