import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITY, DEAL, MEETING, openCrm, playgroundHomes, type Crm } from '../support';

const zero = { created: 0, updated: 0, deleted: 0 };

describe('many entries of the host that change at once', () => {
  let crm: Crm;
  const events = () => crm.office.mailbox.listEvents().length;
  beforeAll(async () => {
    crm = await openCrm({ resources: playgroundHomes().crm });
  });
  afterAll(() => crm.close());

  it('leave a home for another one only with somebody’s word, and then do', async () => {
    for (let at = 0; at < 12; at += 1) await crm.createActivity('call', { title: `Call ${at}` });
    await crm.sync('calendar');
    expect(events()).toBe(12);
    await crm.office.strapi.db.query(ACTIVITY).updateMany({ where: { kind: 'call' }, data: { kind: 'task' } as never });
    const stopped = await crm.sync('calendar');
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', microsoft: zero });
    expect(events()).toBe(12);
    const { runs } = await crm.office.services.sync.approve({ run: stopped.run });
    expect(runs).toMatchObject([{ outcome: 'completed', microsoft: { deleted: 12 } }]);
    expect(events()).toBe(0);
  });

  it('wait for that word no longer once they are back', async () => {
    const { strapi } = crm.office;
    for (let at = 0; at < 12; at += 1) await crm.createActivity('meeting', { title: `Meeting ${at}` });
    await crm.sync('calendar');
    await strapi.db.query(ACTIVITY).updateMany({ where: { kind: 'meeting' }, data: { kind: 'task' } as never });
    expect(await crm.sync('calendar')).toMatchObject({ outcome: 'stopped-by-guard' });
    await strapi.db.query(ACTIVITY).updateMany({ where: { title: { $startsWith: 'Meeting' } }, data: { kind: 'meeting' } as never });
    expect(await crm.sync('calendar', { full: true })).toMatchObject({ microsoft: zero, strapi: zero, held: 0 });
    expect(events()).toBe(12);
  });

  it('go with a deal that is given away only with somebody’s word, and then do', async () => {
    const deal = await crm.createDeal({ name: 'Many' });
    for (let at = 0; at < 12; at += 1) await crm.createMeeting({ title: `Visit ${at}`, deal: deal.documentId });
    await crm.sync('calendar');
    const ben = await crm.office.booted.createAdminUser({ firstname: 'Ben', email: 'ben@sandbox.example' });
    await crm.documents(DEAL).update({ documentId: deal.documentId, data: { owner: ben.documentId } });
    const stopped = await crm.sync('calendar');
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', microsoft: zero });
    const { runs } = await crm.office.services.sync.approve({ run: stopped.run });
    expect(runs).toMatchObject([{ microsoft: { deleted: 12 } }]);
    expect((await crm.documents(MEETING).findMany({ locale: 'en', status: 'published' })).length).toBe(12);
  });
});

describe('functions and hooks of a host', () => {
  let crm: Crm;
  let hook: 'swallows' | 'deletes' | null = null;
  const held = () => crm.office.services.held.list({ user: crm.office.user });
  const at = (hour: number) => ({
    dateTime: new Date(new Date().setUTCHours(48 + hour, 0, 0, 0)).toISOString().slice(0, 19),
    timeZone: 'UTC',
  });
  beforeAll(async () => {
    crm = await openCrm({
      resources: {
        calendar: {
          homes: [
            {
              uid: ACTIVITY,
              owner: 'assignee',
              accepts: ({ title }) => {
                if (title === 'Riddle') throw new Error('Nobody knows what a riddle is');
                return true;
              },
              create: { data: { kind: 'meeting' } },
              fields: { subject: 'title', start: 'start', end: 'end' },
            },
          ],
        },
      },
    });
    crm.office.strapi.documents.use(async (context, next) => {
      if (context.uid !== ACTIVITY || context.action !== 'create') return next();
      if (hook === 'swallows') return undefined as never;
      const made = (await next()) as { documentId: string };
      if (hook === 'deletes') await crm.documents(ACTIVITY).delete({ documentId: made.documentId });
      return made as never;
    });
  });
  afterAll(() => crm.close());

  it('that do not say whether an item is accepted are told by their own words', async () => {
    crm.office.mailbox.addEvent({ subject: 'Riddle', start: at(9), end: at(10) });
    expect(await crm.sync('calendar')).toMatchObject({ outcome: 'completed', held: 1 });
    expect(await held()).toMatchObject([{ code: 'refused-by-host', title: 'Riddle' }]);
    expect((await held())[0]?.message).toContain('Nobody knows what a riddle is');
  });

  it.each(['swallows', 'deletes'] as const)('that let no entry come about (%s) leave no link to nothing', async (which) => {
    hook = which;
    const { id } = crm.office.mailbox.addEvent({ subject: which, start: at(11), end: at(12) });
    expect(await crm.sync('calendar')).toMatchObject({ strapi: zero, held: 1 });
    expect(await held()).toContainEqual(expect.objectContaining({ code: 'refused-by-host', title: which }));
    hook = null;
    crm.office.mailbox.changeEvent(String(id), { location: { displayName: 'Here' } });
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { created: 1 }, held: 0 });
  });
});
