import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemsService } from '../../src/contracts';
import { ACTIVITY, MEETING, openCrm, playgroundHomes, type Crm } from '../support';
import { refused } from '../support/refused';

const at = (day: number, hour: number) => `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

describe('one’s own events and tasks, in types of the host', () => {
  let crm: Crm;
  let items: ItemsService;
  beforeAll(async () => {
    crm = await openCrm({ resources: playgroundHomes().crm });
    items = crm.office.services.items;
  });
  afterAll(() => crm.close());
  const calendar = () => ({ user: crm.office.user, resource: 'calendar' as const });

  it('are listed together, and written where they are', async () => {
    const meeting = await crm.createMeeting({ title: 'Visit', place: { name: 'Harbour', city: 'Hamburg' } });
    await crm.createMeeting({ title: 'A draft' }, 'draft');
    await crm.createMeeting({ title: 'Of nobody', deal: (await crm.createDeal({ owner: null })).documentId });
    const call = await crm.createActivity('call', { title: 'Call' });
    await crm.createActivity('task', { title: 'Write' });
    const { items: found } = await items.list({ ...calendar(), filters: { subject: { $startsWithi: '' } } });
    expect(found.map(({ subject, uid, location }) => [subject, uid, location])).toEqual([
      ['Visit', MEETING, 'Harbour'],
      ['Call', ACTIVITY, null],
    ]);
    expect((await items.list({ ...calendar(), resource: 'tasks' })).items).toMatchObject([{ title: 'Write', uid: ACTIVITY }]);
    expect(
      await items.update({ ...calendar(), documentId: meeting.documentId, data: { subject: 'Tour', body: 'Bring **boots**' } }),
    ).toMatchObject({
      subject: 'Tour',
      body: 'Bring **boots**',
    });
    expect(await crm.read(MEETING, { documentId: meeting.documentId, locale: 'en', status: 'published' })).toMatchObject({
      title: 'Tour',
      place: { name: 'Harbour', city: 'Hamburg' },
    });
    expect(await refused(items.update({ ...calendar(), documentId: call.documentId, data: { recurrence: 'FREQ=DAILY' } }))).toEqual([
      'invalid-input',
      'recurrence',
    ]);
    await items.remove({ ...calendar(), documentId: call.documentId });
    expect(await crm.read(ACTIVITY, { documentId: call.documentId })).toBeNull();
  });

  it('come in the same pages home by home, by the database where a mapping leaves fields as they are, and by us', async () => {
    const { office } = crm;
    const tasks = { user: office.user, resource: 'tasks' as const };
    const days = [9, 4, 7, null, 5, 6, 8, null, 4];
    for (const [n, day] of days.entries())
      await crm.createActivity('task', { title: `T${n}`, dueOn: day === null ? null : at(day, 0).slice(0, 10), state: n % 3 === 0 ? 'done' : n % 3 === 1 ? 'planned' : 'waiting', isImportant: n % 2 === 0 }); // prettier-ignore
    for (const day of [3, 4, 6]) {
      await crm.createActivity('call', { title: `C${day}`, start: at(day, 9) });
      await crm.createActivity('meeting', { title: `A${day}`, start: at(day, 8), end: at(day, 9) });
      await crm.createMeeting({ title: `M${day}`, start: at(day, 8), end: at(day, 10), certainty: day % 2 ? 'tentative' : 'confirmed' });
    }
    const nobodys = { kind: 'task', title: 'Of nobody', dueOn: '2026-03-05', state: 'planned' };
    await crm.documents(ACTIVITY).create({ data: nobodys });
    const judgedByUs = (filters: object) => ({ $not: { $not: filters } });
    for (const [of, filters, sorts] of [
      ...[
        {},
        { taskStatus: 'notStarted' },
        { taskStatus: { $in: ['waitingOnOthers', 'completed'] } },
        { taskStatus: { $ne: 'completed' } },
      ].map((one) => [tasks, one, ['dueDate', 'dueDate:desc', 'title']] as const),
      ...[
        { dueDate: { $lte: '2026-03-06' }, importance: 'high' },
        { importance: { $in: ['normal', 'low'] } },
        { dueDate: { $null: true } },
      ].map((one) => [tasks, one, ['reminderAt:desc']] as const),
      ...[
        {},
        { start: { $gte: at(4, 0) } },
        { end: { $lt: at(6, 0) } },
        { showAs: { $in: ['busy', 'free'] } },
        { showAs: { $null: true } },
      ].map((one) => [calendar(), one, ['start', 'end:desc']] as const),
      [calendar(), { subject: { $containsi: 'm' }, start: { $lt: at(6, 0) } }, ['start']],
    ] as const)
      // prettier-ignore
      for (const sort of sorts) {
        const pages: unknown[] = [];
        for (const page of [1, 3]) {
          const asked = { ...of, sort, page, pageSize: 4 };
          const told = await items.list({ ...asked, filters });
          expect([sort, filters, told]).toEqual([sort, filters, await items.list({ ...asked, filters: judgedByUs(filters) })]);
          pages.push(...told.items.map(({ documentId }) => documentId));
        }
        expect(new Set(pages).size).toBe(pages.length);
      }

    const rowsOf = async (asked: object) => {
      let rows = 0;
      const count = (answer: unknown) => void (rows += Array.isArray(answer) ? answer.length : 0);
      office.strapi.db.connection.on('query-response', count);
      await items.list({ ...tasks, pageSize: 1, ...asked } as never);
      office.strapi.db.connection.removeListener('query-response', count);
      return rows;
    };
    const all = await rowsOf({ filters: judgedByUs({}) });
    expect(await rowsOf({ filters: { taskStatus: { $ne: 'completed' } } })).toBeLessThan(all / 2);
    expect(await rowsOf({ filters: { title: { $contains: 'T' }, dueDate: '2026-03-09' } })).toBeLessThan(all / 2);
  });

  it('have a version that a run and a hook’s own columns leave as it is', async () => {
    for (const [of, data, name] of [
      [calendar(), { subject: 'Coffee', start: at(2, 9), end: at(2, 10), body: 'x' }, 'subject'],
      [{ ...calendar(), resource: 'tasks' as const }, { title: 'Write', dueDate: '2026-03-05' }, 'title'],
    ] as const) {
      const made = await items.create({ ...of, data } as never);
      expect(await crm.sync(of.resource)).toMatchObject({ outcome: 'completed' });
      await crm.documents(made.uid).update({ documentId: made.documentId, data: {} });
      const saved = await items.update({ ...of, documentId: made.documentId, data: { [name]: 'Ours' }, version: made.version });
      expect(saved).toMatchObject({ [name]: 'Ours' });
      expect(saved.updatedAt).not.toBe(made.updatedAt);
      await items.remove({ ...of, documentId: made.documentId });
    }
    const { documentId } = await crm.createMeeting({
      title: 'Visit',
      notes: [{ type: 'paragraph', children: [{ type: 'text', text: 'Boots', bold: true }] }],
    });
    const before = await items.read({ ...calendar(), documentId });
    await crm.sync('calendar');
    expect((await items.read({ ...calendar(), documentId })).version).toBe(before.version);
  });

  it('are made where people can make them, and the others say why not', async () => {
    const homes = await items.homes({ resource: 'calendar' });
    expect(homes.map(({ uid, isForNew }) => [uid, isForNew])).toContainEqual([MEETING, false]);
    const made = await items.create({ ...calendar(), data: { subject: 'Coffee', start: at(2, 9), end: at(2, 10) } });
    expect(made).toMatchObject({ uid: ACTIVITY, subject: 'Coffee' });
    expect(await crm.read(ACTIVITY, { documentId: made.documentId })).toMatchObject({
      kind: 'meeting',
      assignee: { documentId: crm.office.user },
    });
    const refusal = await refused(items.create({ ...calendar(), home: MEETING, data: { subject: 'x', start: at(2, 9), end: at(2, 10) } }));
    expect(refusal).toEqual(['invalid-input', 'home']);
  });

  it('wait while the draft holds changes that nobody has published', async () => {
    const { documentId } = await crm.createMeeting({ title: 'Review' });
    await crm.documents(MEETING).update({ documentId, locale: 'en', data: { title: 'Not yet' } });
    expect(await refused(items.update({ ...calendar(), documentId, data: { subject: 'Mine' } }))).toEqual(['unpublished-changes']);
  });
});
