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
