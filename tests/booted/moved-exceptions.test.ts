import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { monday, noon, openTwoCalendars } from '../support';

/** An exception stands where its entry says that it stands, whoever writes that and how. */
let at: Awaited<ReturnType<typeof openTwoCalendars>>;
beforeAll(async () => {
  at = await openTwoCalendars();
});
afterAll(() => at.close());
beforeEach(() => at.empty());

const onSecond = { originalStart: noon('16'), start: noon('16'), end: '2026-11-16T13:00:00.000Z' };
const on = (day: string) => ({ originalStart: monday(day), start: monday(day), end: `2026-11-${day}T09:00:00.000Z` });

describe('an exception of another series', () => {
  it.each<[string, (of: { second: string; exception: string }) => Promise<unknown>]>([
    ['the Document Service', ({ second, exception }) => at.update(exception, { ...onSecond, series: second })],
    [
      'the Content Manager',
      ({ second, exception }) =>
        at.contentManager('put', `/${exception}`, { ...onSecond, series: { connect: [{ documentId: second }], disconnect: [] } }),
    ],
    [
      'the Content Manager, in the form of the series',
      async ({ second, exception }) => {
        await at.update(exception, onSecond);
        await at.contentManager('put', `/${second}`, { exceptions: { connect: [{ documentId: exception }], disconnect: [] } });
      },
    ],
    [
      'db.query.update',
      async ({ second, exception }) =>
        at.query().update({ where: { documentId: exception }, data: { ...onSecond, series: (await at.row(second)).id } }),
    ],
  ])('moves in Outlook too: %s', async (_name, move) => {
    const of = await at.two();
    await move(of);
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there()).toContain('2026-11-16T12:00 Special');
    expect(at.ada.there()).toContain('2026-11-09T08:00 Review');
    expect(at.ada.there()).not.toContain('2026-11-16T12:00 Other');
  });
});

describe('an exception', () => {
  const own = { series: null, originalStart: null };

  it('of another date leaves the plain occurrence behind', async () => {
    const { exception } = await at.two();
    await at.update(exception, on('23'));
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there()).toContain('2026-11-23T08:00 Special');
    expect(at.ada.there()).toContain('2026-11-09T08:00 Review');
    expect(at.ada.there()).not.toContain('2026-11-23T08:00 Review');
  });

  it('becomes an event of its own', async () => {
    const { exception } = await at.two();
    await at.update(exception, own);
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.mailbox.listEvents().map(({ type }) => type)).toContain('singleInstance');
    expect(at.ada.there()).toHaveLength(13);
  });

  it('becomes a series of its own', async () => {
    const { exception } = await at.two();
    await at.update(exception, { ...own, recurrence: 'FREQ=DAILY;COUNT=3' });
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there().filter((text) => text.endsWith('Special'))).toHaveLength(3);
  });

  it('changes places with another one', async () => {
    const { first, exception } = await at.two();
    const other = await at.except(first, '23', { subject: 'Third' });
    await at.ada.run();
    await at.update(exception, on('23'));
    await at.update(other, on('09'));
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there()).toHaveLength(12);
    expect(await at.query().count({})).toBe(4);
  });

  it('goes away and comes back before anybody has seen it: nothing is written', async () => {
    const { first, second, exception } = await at.two();
    await at.update(exception, { series: second });
    await at.update(exception, { series: first });
    expect(await at.ada.run()).toMatchObject({ microsoft: { created: 0, updated: 0, deleted: 0 } });
    await at.ada.isSettled();
  });

  it('was an event of its own: that goes from Outlook', async () => {
    const { second } = await at.two();
    const event = await at.ada.make({ subject: 'Single', recurrence: null });
    await at.ada.run();
    await at.update(event, { ...onSecond, series: second });
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there()).toContain('2026-11-16T12:00 Single');
    expect(at.ada.there()).toHaveLength(12);
  });

  it('is another one past Strapi: the slow comparison finds it', async () => {
    const { second, exception } = await at.two();
    const [{ id }, { id: series }] = [await at.row(exception), await at.row(second)];
    const knex = at.office.strapi.db.connection;
    await knex('microsoft_sync_calendar_events_series_lnk').where({ calendar_event_id: id }).update({ inv_calendar_event_id: series });
    await at.ada.run(true);
    await at.ada.isSettled();
    expect(at.ada.there()).toContain('2026-11-09T08:00 Review');
  });

  it('goes where Strapi is the only source, which is not written', async () => {
    const { second, exception } = await at.two();
    await at.office.settings({ calendarDirection: 'strapi-to-microsoft' });
    await at.update(exception, { ...onSecond, series: second });
    expect(await at.ada.run()).toMatchObject({ strapi: { created: 0, updated: 0, deleted: 0 } });
    await at.ada.isSettled();
    expect(at.ada.there()).toContain('2026-11-09T08:00 Review');
    expect(at.ada.there()).toContain('2026-11-16T12:00 Special');
  });

  it('stays where Microsoft is the only source, which is not written', async () => {
    const { second, exception } = await at.two();
    await at.office.settings({ calendarDirection: 'microsoft-to-strapi' });
    await at.update(exception, { ...onSecond, series: second });
    expect(await at.ada.run()).toMatchObject({ microsoft: { created: 0, updated: 0, deleted: 0 } });
    expect(at.ada.there()).toContain('2026-11-09T08:00 Special');
    expect(await at.ada.run(true)).toMatchObject({ microsoft: { created: 0, updated: 0, deleted: 0 } });
    expect(await at.ada.run()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('mails nobody before somebody has approved it', async () => {
    const people = [{ type: 'required', emailAddress: { name: 'Cid', address: 'cid@elsewhere.example' } }];
    const { first, second, exception } = await at.two();
    const id = String(at.ada.mailbox.listEvents().find(({ subject }) => subject === 'Review')?.['id']);
    at.ada.mailbox.changeEvent(id, { attendees: people });
    await at.ada.run();
    await at.update(exception, { ...onSecond, series: second });
    await at.ada.run();
    expect(at.ada.mailbox.mailsSent()).toEqual([]);
    for (const { id: held } of await at.office.services.held.list({ user: at.office.user }))
      await at.office.services.held.approve({ id: held });
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there()).toContain('2026-11-16T12:00 Special');
    expect(at.ada.there()).toContain('2026-11-09T08:00 Review');
    expect((await at.row(first)).owner?.documentId).toBe(at.office.user);
  });
});

/** What is held says what to do, and doing it helps. */
describe('an exception that cannot be what it says is held, and each way out helps', () => {
  const own = { series: null, originalStart: null };
  type Of = Awaited<ReturnType<Awaited<ReturnType<typeof openTwoCalendars>>['two']>>;
  const remove = (documentId: string) => at.office.deleteEvent(documentId);
  const cases: [string, (of: Of) => Promise<unknown>, string, [string, (of: Of) => Promise<unknown>][]][] = [
    [
      'it has no series',
      ({ exception }) => at.update(exception, { series: null }),
      'no series',
      [
        ['it is deleted', ({ exception }) => remove(exception)],
        ['"originalStart" is emptied', ({ exception }) => at.update(exception, own)],
      ],
    ],
    [
      'it has no place in it',
      ({ exception }) => at.update(exception, { originalStart: null }),
      'no "originalStart"',
      [['it is deleted', ({ exception }) => remove(exception)]],
    ],
    [
      'its series is an exception',
      async ({ first, exception }) => at.update(await at.except(first, '23', { subject: 'Third' }), { series: exception }),
      'itself an exception',
      [
        ['it gets the series', async ({ first }) => at.update(await named('Third'), { series: first })],
        ['it becomes an event of its own', async () => at.update(await named('Third'), own)],
      ],
    ],
    [
      'its series does not repeat',
      async ({ exception }) => at.update(exception, { series: await at.ada.make({ subject: 'Single', recurrence: null }) }),
      'does not repeat',
      [
        ['it gets another series', ({ exception, second }) => at.update(exception, { ...onSecond, series: second })],
        ['it becomes an event of its own', ({ exception }) => at.update(exception, own)],
      ],
    ],
    [
      'its series is somebody else’s',
      async ({ exception }) => at.update(exception, { series: await at.bens.make({ subject: 'Bens' }) }),
      'same person',
      [
        ['it gets the same owner', ({ exception }) => at.update(exception, { owner: at.ben.documentId })],
        ['it gets another series', ({ exception, second }) => at.update(exception, { ...onSecond, series: second })],
        ['it becomes an event of its own', ({ exception }) => at.update(exception, own)],
      ],
    ],
    [
      'another one stands in its place',
      async ({ first }) => at.update(await at.except(first, '23', { subject: 'Third' }), on('09')),
      'Delete one of the two',
      [
        ['the new one is deleted', async () => remove(await named('Third'))],
        ['the old one is deleted', ({ exception }) => remove(exception)],
      ],
    ],
    [
      'it is a series as well',
      ({ exception }) => at.update(exception, { recurrence: 'FREQ=DAILY;COUNT=3' }),
      'both a series and an exception',
      [
        ['"recurrence" is emptied', ({ exception }) => at.update(exception, { recurrence: null })],
        ['it becomes a series of its own', ({ exception }) => at.update(exception, own)],
      ],
    ],
  ];
  const named = async (subject: string) => String((await at.query().findOne({ where: { subject } }))?.documentId);

  it.each(cases.flatMap(([name, spoil, message, ways]) => ways.map(([way, mend]) => ({ name, spoil, message, way, mend }))))(
    '$name: $way',
    async ({ spoil, message, mend }) => {
      const of = await at.two();
      await spoil(of);
      await at.ada.run();
      await at.bens.run();
      expect(await at.ada.held()).toEqual([expect.stringContaining(message)]);
      await mend(of);
      for (const { run } of [at.ada, at.bens, at.ada, at.bens]) await run();
      await at.ada.isSettled();
      await at.bens.isSettled();
    },
  );
});
