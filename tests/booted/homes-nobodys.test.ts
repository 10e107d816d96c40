import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEETING, openCrm, playgroundHomes, type Crm } from '../support';

describe('entries that would be nobody’s, or nobody’s in this language', () => {
  let crm: Crm;
  const events = () => crm.office.mailbox.listEvents();
  const eventOf = (subject: string) => String(events().find((event) => event.subject === subject)?.id);
  const held = () => crm.office.services.held.list({ user: crm.office.user });
  beforeAll(async () => {
    crm = await openCrm({ resources: playgroundHomes().crm });
  });
  afterAll(() => crm.close());

  it('what was deleted in Strapi and edited in Microsoft is not made again without the deal that leads to its owner', async () => {
    const { documentId } = await crm.createMeeting({ title: 'Visit' });
    await crm.sync('calendar');
    await crm.office.settings({ calendarConflictResolution: 'microsoft-wins' });
    await crm.documents(MEETING).delete({ documentId, locale: 'en' });
    crm.office.mailbox.changeEvent(eventOf('Visit'), { subject: 'Visit in Kiel' });
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { created: 0 }, microsoft: { deleted: 0 }, held: 1 });
    expect(await crm.documents(MEETING).findMany({ locale: 'en' })).toEqual([]);
    expect(await held()).toMatchObject([
      { code: 'no-owner', title: 'Visit in Kiel', message: expect.stringContaining('by way of "deal.owner"') as string },
    ]);
    expect(await crm.sync('calendar', { full: true })).toMatchObject({ strapi: { created: 0 }, microsoft: { deleted: 0 } });
    crm.office.mailbox.deleteEvent(eventOf('Visit in Kiel'));
    await crm.sync('calendar');
    expect(await held()).toEqual([]);
  });

  it('explains that an entry is there in another language alone', async () => {
    const deal = (await crm.createDeal()).documentId;
    const times = { start: new Date(Date.now() + 86_400_000).toISOString(), end: new Date(Date.now() + 90_000_000).toISOString() };
    const meeting = await crm.documents(MEETING).create({ locale: 'de', status: 'published', data: { title: 'Besuch', ...times, deal } });
    const { documentId } = meeting;
    expect(await crm.office.services.sync.explain({ uid: MEETING, documentId })).toMatchObject({
      link: null,
      unsynchronized: { code: 'not-taking-part', message: expect.stringContaining('It is there in de') as string },
    });
    expect(await crm.office.services.sync.explain({ uid: MEETING, documentId: 'unknown' })).toMatchObject({ unsynchronized: null });
  });
});
