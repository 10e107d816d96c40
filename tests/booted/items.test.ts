import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ItemsService } from '../../src/contracts';
import { EVENT, openOffice, TASK, type Office } from '../support';
import { refused } from '../support/refused';

const at = (day: number, hour: number) => `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

describe('one’s own events and tasks', () => {
  let office: Office;
  let ben = '';
  let items: ItemsService;
  beforeAll(async () => {
    office = await openOffice();
    items = office.services.items;
    ben = (await office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: 'ben@elsewhere.example' })).documentId;
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    for (const uid of [EVENT, TASK] as const) await office.strapi.db.query(uid).deleteMany({ where: {} });
    await office.strapi.db.connection('microsoft_sync_marks').delete();
  });
  const calendar = () => ({ user: office.user, resource: 'calendar' as const });
  const tasks = () => ({ user: office.user, resource: 'tasks' as const });
  const event = (subject: string, day = 2, more: object = {}) =>
    items.create({ ...calendar(), data: { subject, start: at(day, 9), end: at(day, 10), ...more } });
  const marked = () => office.strapi.db.connection('microsoft_sync_marks').select('document_id');

  it('are made, read, changed and removed, each as a person’s edit', async () => {
    const made = await event('Visit', 2, { categories: ['Customers'], isAllDay: false });
    expect(made).toMatchObject({
      home: EVENT,
      uid: EVENT,
      subject: 'Visit',
      start: at(2, 9),
      timeZone: 'Europe/Berlin',
      categories: ['Customers'],
      isAllDay: false,
      recurrence: null,
      isOrganizer: true,
    });
    expect(Object.keys(made)).not.toContain('owner');
    const { documentId } = made;
    expect(await marked()).toEqual([{ document_id: documentId }]);
    expect(await items.read({ ...calendar(), documentId })).toEqual(made);
    const changed = await items.update({ ...calendar(), documentId, data: { start: at(3, 9) }, version: made.version });
    expect(changed).toMatchObject({ subject: 'Visit', start: at(3, 9), end: at(3, 10) }); // it keeps its length
    expect(await refused(items.update({ ...calendar(), documentId, data: {}, version: made.version }))).toEqual(['already-changed']);
    await items.remove({ ...calendar(), documentId });
    expect(await office.events()).toEqual([]);
    expect(await refused(items.read({ ...calendar(), documentId }))).toEqual(['unknown-item']);

    const task = await items.create({
      ...tasks(),
      data: { title: 'Write', dueDate: '2026-03-05', checklist: [{ title: 'Begin', isChecked: false }] },
    });
    expect(task).toMatchObject({ home: TASK, title: 'Write', dueDate: '2026-03-05', taskStatus: 'notStarted' });
    expect(await items.update({ ...tasks(), documentId: task.documentId, data: { taskStatus: 'completed' } })).toMatchObject({
      taskStatus: 'completed',
    });
  });

  it('have a version that only changes of what people write change, whoever makes them', async () => {
    await office.services.settings.writeIntegrations({ calendar: true, tasks: true });
    await office.settings({ tasksEnabled: true });
    await office.connect();
    const run = (resource: 'calendar' | 'tasks') => office.services.sync.run({ user: office.user, resource });
    const entries = [
      [calendar(), { subject: 'Visit', start: at(2, 9), end: at(2, 10) }, 'subject'],
      [calendar(), { subject: 'Daily', start: at(2, 9), end: at(2, 10), recurrence: 'FREQ=DAILY;COUNT=3' }, 'subject'],
      [calendar(), { subject: 'Day', start: at(4, 0), end: at(5, 0), isAllDay: true, body: 'Bring\nboots', categories: ['B', 'A'] }, 'subject'],
      [tasks(), { title: 'Write' }, 'title'],
      [tasks(), { title: 'Pack', dueDate: '2026-03-05', checklist: [{ title: 'Boots', isChecked: false }], body: 'x' }, 'title'],
    ] as const; // prettier-ignore
    for (const [of, data, name] of entries) {
      const { documentId, updatedAt, ...made } = await items.create({ ...of, data } as never);
      const { runs } = await run(of.resource);
      expect(runs).toMatchObject([{ outcome: 'completed', microsoft: { created: 1 } }]);
      const written = await items.read({ ...of, documentId });
      // What a run notes of a new entry is a write.
      if (of.resource === 'calendar') expect(written.updatedAt).not.toBe(updatedAt);
      expect(written.version).toBe(made.version);
      const saved = await items.update({ ...of, documentId, data: { [name]: 'Ours' }, version: made.version });
      expect(saved.version).not.toBe(made.version);
      expect(await refused(items.update({ ...of, documentId, data: { [name]: 'Late' }, version: made.version }))).toEqual([
        'already-changed',
      ]);
      await run(of.resource);
      await items.update({ ...of, documentId, data: {}, version: saved.version });
    }
    const { documentId, version } = (await items.list({ ...calendar(), filters: { start: at(4, 0) } })).items[0] ?? {};
    const outlook = office.mailbox.listEvents().find(({ isAllDay }) => isAllDay);
    office.mailbox.changeEvent(String(outlook?.['id']), { showAs: 'tentative' });
    await run('calendar');
    const late = items.update({ ...calendar(), documentId: String(documentId), data: { subject: 'Late' }, version: String(version) });
    expect(await refused(late)).toEqual(['already-changed']);
  });

  it('are listed by filters, sorted and by pages', async () => {
    for (const [subject, day] of [
      ['Alpha', 4],
      ['beta', 3],
      ['Gamma', 2],
      ['Delta', 5],
    ] as const)
      await event(subject, day, subject === 'beta' ? { location: 'Harbour', categories: ['Call'] } : {});
    const subjects = async (of: object) => (await items.list({ ...calendar(), ...of })).items.map(({ subject }) => subject);
    expect(await subjects({})).toEqual(['Gamma', 'beta', 'Alpha', 'Delta']);
    expect(await subjects({ sort: 'start:desc' })).toEqual(['Delta', 'Alpha', 'beta', 'Gamma']);
    expect(await subjects({ sort: ['location', 'subject:desc'] })).toEqual(['Gamma', 'Delta', 'Alpha', 'beta']);
    expect(await subjects({ filters: { subject: { $containsi: 'ETA' } } })).toEqual(['beta']);
    expect(await subjects({ filters: { subject: { $contains: 'ETA' } } })).toEqual([]);
    expect(await subjects({ filters: { $or: [{ subject: 'Alpha' }, { location: { $notNull: true } }] } })).toEqual(['beta', 'Alpha']);
    expect(await subjects({ filters: { $not: { subject: { $in: ['Alpha', 'Delta'] } } } })).toEqual(['Gamma', 'beta']);
    expect(await subjects({ filters: { start: { $between: [at(3, 0), '2026-03-04T23:00:00+00:00'] } } })).toEqual(['beta', 'Alpha']);
    expect(await subjects({ filters: { categories: { $eqi: 'call' } } })).toEqual(['beta']);
    expect(await subjects({ from: at(3, 0), to: at(5, 0) })).toEqual(['beta', 'Alpha']);
    expect(await items.list({ ...calendar(), page: 2, pageSize: 3 })).toMatchObject({
      items: [{ subject: 'Delta' }],
      pagination: { page: 2, pageSize: 3, pageCount: 2, total: 4 },
    });
  });

  it('come in the same pages where the database sorts and filters and where we do, and a page is not paid for with all', async () => {
    const days = [4, 3, 2, 5, 3, 3, 9, 7, 6, 8, 1, 2, 5];
    for (const [n, day] of days.entries())
      await event(`E${n}`, day, { reminderMinutesBeforeStart: n % 3 === 0 ? null : n, showAs: n % 2 ? 'free' : 'busy' });
    for (const filters of [
      {},
      { showAs: { $ne: 'free' } },
      { start: { $gt: at(3, 0), $lte: at(7, 9) } },
      { reminderMinutesBeforeStart: { $in: [1, 4, 7] } },
    ])
      for (const sort of ['start', 'start:desc', 'reminderMinutesBeforeStart', 'reminderMinutesBeforeStart:desc', 'documentId'])
        for (const page of [1, 2, 3]) {
          const of = { ...calendar(), sort, page, pageSize: 3 };
          expect(await items.list({ ...of, filters })).toEqual(await items.list({ ...of, filters: { $not: { $not: filters } } }));
        }
    let rows = 0;
    const count = (answer: unknown) => void (rows += Array.isArray(answer) ? answer.length : 0);
    office.strapi.db.connection.on('query-response', count);
    await items.list({ ...calendar(), pageSize: 2 });
    office.strapi.db.connection.removeListener('query-response', count);
    expect(rows).toBeLessThan(days.length);
  });

  it('hold series by their occurrences in a range, and their exceptions', async () => {
    const { documentId: series } = await event('Daily', 2, { recurrence: 'FREQ=DAILY;COUNT=3' });
    await items.editOccurrence({ user: office.user, series, originalStart: at(3, 9), data: { subject: 'Moved', start: at(9, 9) } });
    const found = async (from: string, to: string) =>
      (await items.list({ ...calendar(), from, to })).items.map(({ subject, series: of }) => [subject, of]);
    expect(await found(at(3, 0), at(4, 0))).toEqual([]);
    expect(await found(at(4, 0), at(5, 0))).toEqual([['Daily', null]]);
    expect(await found(at(9, 0), at(10, 0))).toEqual([['Moved', series]]);
  });

  it('of somebody else are not there, whatever is asked', async () => {
    const { documentId } = await items.create({
      user: ben,
      resource: 'calendar',
      data: { subject: 'Secret', start: at(2, 9), end: at(2, 10), recurrence: 'FREQ=DAILY' },
    });
    const of = { ...calendar(), documentId };
    expect(await items.list(calendar())).toMatchObject({ items: [], pagination: { total: 0 } });
    expect((await items.list({ ...calendar(), from: at(1, 0), to: at(30, 0) })).items).toEqual([]);
    for (const work of [
      () => items.read(of),
      () => items.update({ ...of, data: { subject: 'Mine' } }),
      () => items.remove(of),
      () => items.editOccurrence({ user: office.user, series: documentId, originalStart: at(3, 9), data: { subject: 'Mine' } }),
      () => items.cancelOccurrence({ user: office.user, series: documentId, originalStart: at(3, 9) }),
      () => items.cancelOccurrence({ user: office.user, series: documentId, originalStart: at(3, 9), scope: 'this-and-following' }),
      () => items.read({ ...tasks(), documentId }),
    ])
      expect(await refused(work())).toEqual(['unknown-item']);
    expect(await items.read({ user: ben, resource: 'calendar', documentId })).toMatchObject({ subject: 'Secret' });
  });

  it.each([
    ['no object', null, ['data']],
    ['an unknown field', { subject: 'A', start: at(2, 9), end: at(2, 10), owner: 'x' }, ['owner']],
    [
      'what Microsoft says',
      { start: at(2, 9), end: at(2, 10), webLink: 'https://x', attendees: [], series: 'x' },
      ['webLink', 'attendees', 'series'],
    ],
    [
      'wrong kinds',
      { subject: 5, start: 'soon', end: at(2, 10), isAllDay: 'yes', categories: 'A' },
      ['subject', 'start', 'isAllDay', 'categories'],
    ],
    ['no times', { subject: 'A' }, ['start', 'end']],
    ['an end before the start', { start: at(2, 9), end: at(1, 9) }, ['end']],
    ['an unknown zone', { start: at(2, 9), end: at(2, 10), timeZone: 'Nowhere' }, ['timeZone']],
    ['no rule', { start: at(2, 9), end: at(2, 10), recurrence: 'often' }, ['recurrence']],
    ['another choice', { start: at(2, 9), end: at(2, 10), showAs: 'asleep' }, ['showAs']],
    ['a body beyond measure', { start: at(2, 9), end: at(2, 10), body: 'x'.repeat(3_600_000) }, ['body']],
    ['a prototype', JSON.parse('{"__proto__":{"a":1},"constructor":1}') as object, ['__proto__', 'constructor', 'start', 'end']],
  ])('are not made of %s', async (_, data, paths) => {
    expect(await refused(items.create({ ...calendar(), data: data as never }))).toEqual(['invalid-input', ...paths]);
    expect(await office.events()).toEqual([]);
  });

  it.each([
    [{ filters: { owner: { password: { $startsWith: '$2' } } } }, ['filters.owner']],
    [{ filters: { createdBy: { email: 'x' } } }, ['filters.createdBy']],
    [{ filters: { series: { owner: { password: 'x' } } } }, ['filters.series.owner']],
    [{ filters: { $or: [{ owner: 1 }] } }, ['filters.$or.0.owner']],
    [{ filters: { attendees: { $contains: 'x' } } }, ['filters.attendees']],
    [{ filters: { start: { $gt: 'soon' } } }, ['filters.start.$gt']],
    [{ filters: { subject: { $where: '1=1' } } }, ['filters.subject.$where']],
    [{ filters: JSON.parse(`${'{"$not":'.repeat(50)}{}${'}'.repeat(50)}`) as object }, [`filters.${'$not.'.repeat(11).slice(0, -1)}`]],
    [{ filters: 'x' }, ['filters']],
    [{ filters: { constructor: 'x' } }, ['filters.constructor']],
    [{ sort: 'owner.password' }, ['sort']],
    [{ sort: ['start', 'password'] }, ['sort']],
    [{ page: 0 }, ['page']],
    [{ pageSize: 101 }, ['pageSize']],
    [{ from: at(1, 0) }, ['to']],
  ] as const)('are not listed by what names no field (case %#)', async (of, paths) => {
    expect(await refused(items.list({ ...calendar(), ...(of as object) }))).toEqual(['invalid-input', ...paths]);
  });

  describe('this and following', () => {
    const split = (originalStart: string, series: string, data: object) =>
      items.editOccurrence({ user: office.user, series, originalStart, data, scope: 'this-and-following' });
    const shown = async () =>
      (await office.services.calendar.occurrences({ user: office.user, from: at(1, 0), to: '2026-05-01T00:00:00Z' })).map(
        ({ subject, start }) => `${subject} ${start.slice(5, 13)}`,
      );

    it('becomes a series of its own, and both sides hold the same afterwards', async () => {
      const { documentId } = await event('Daily', 2, { recurrence: 'FREQ=DAILY;COUNT=5', location: 'Harbour' });
      await items.cancelOccurrence({ user: office.user, series: documentId, originalStart: at(6, 9) });
      await items.editOccurrence({ user: office.user, series: documentId, originalStart: at(5, 9), data: { subject: 'Edited' } });
      const later = await split(at(4, 9), documentId, { start: at(4, 15) });
      expect(later).toMatchObject({
        subject: 'Daily',
        location: 'Harbour',
        recurrence: 'FREQ=DAILY;COUNT=3',
        start: at(4, 15),
        end: at(4, 16),
      });
      expect(later.documentId).not.toBe(documentId);
      expect(await shown()).toEqual(['Daily 03-02T09', 'Daily 03-03T09', 'Daily 03-04T15', 'Daily 03-05T15']);
      await office.sync();
      expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
      expect(await shown()).toEqual(['Daily 03-02T09', 'Daily 03-03T09', 'Daily 03-04T15', 'Daily 03-05T15']);
    });

    it('moves the days of the week along', async () => {
      const { documentId } = await event('Weekly', 2, { recurrence: 'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6' });
      await split(at(9, 9), documentId, { start: at(10, 9) });
      expect(await shown()).toEqual([2, 5, 10, 13, 17, 20].map((day) => `Weekly 03-${String(day).padStart(2, '0')}T09`));
    });

    it('of the first one is the whole series', async () => {
      const { documentId } = await event('Daily', 2, { recurrence: 'FREQ=DAILY;COUNT=3' });
      expect(await split(at(2, 9), documentId, { subject: 'All' })).toMatchObject({ documentId, subject: 'All' });
      await items.cancelOccurrence({ user: office.user, series: documentId, originalStart: at(2, 9), scope: 'this-and-following' });
      expect(await office.events()).toEqual([]);
    });

    it('is cancelled: the series ends before it', async () => {
      const { documentId } = await event('Daily', 2, { recurrence: 'FREQ=DAILY' });
      await items.cancelOccurrence({ user: office.user, series: documentId, originalStart: at(4, 9), scope: 'this-and-following' });
      expect(await shown()).toEqual(['Daily 03-02T09', 'Daily 03-03T09']);
    });

    it('names what is wrong', async () => {
      const { documentId } = await event('Daily', 2, { recurrence: 'FREQ=DAILY' });
      expect(await refused(split(at(4, 10), documentId, { subject: 'x' }))).toEqual(['invalid-input', 'originalStart']);
      expect(await refused(split(at(4, 9), documentId, { owner: 'x' }))).toEqual(['invalid-input', 'owner']);
      expect(
        await refused(items.editOccurrence({ user: office.user, series: documentId, originalStart: at(4, 9), data: { recurrence: 'x' } })),
      ).toEqual(['invalid-input', 'recurrence']);
      expect(await office.events()).toHaveLength(1);
    });
  });
});
