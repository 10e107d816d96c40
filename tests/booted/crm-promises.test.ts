import { afterEach, describe, expect, it } from 'vitest';
import { ACTIVITY, DEAL, MEETING, openCrm, playgroundHomes, type Crm } from '../support';

const tomorrow = (hour: number) => ({
  dateTime: new Date(new Date().setUTCHours(24 + hour, 0, 0, 0)).toISOString().slice(0, 19),
  timeZone: 'UTC',
});
const event = (subject: string, more: object = {}) => ({ subject, start: tomorrow(14), end: tomorrow(15), ...more });
const none = { created: 0, updated: 0, deleted: 0 };

/** What docs/records.md says under “What never happens”, and beside its examples. */
describe('an administrator of a CRM is promised that', () => {
  let crm: Crm;
  afterEach(() => crm.close());
  const open = async () => {
    crm = await openCrm({ resources: playgroundHomes().crm });
    return crm.office.mailbox;
  };
  const subjects = () => crm.office.mailbox.listEvents().map(({ subject }) => String(subject)).sort(); // prettier-ignore
  const published = (documentId: string) => crm.read(MEETING, { documentId, locale: 'en', status: 'published' });
  const of = (documentId: string) => ({ documentId, locale: 'en' }) as const;
  const quiet = async () => expect(await crm.sync('calendar', { full: true })).toMatchObject({ strapi: none, microsoft: none });

  it('publishing, unpublishing, discarding and another locale delete and double nothing', async () => {
    const mailbox = await open();
    const meetings = crm.documents(MEETING);
    const { documentId } = await crm.createMeeting({ title: 'Visit' });
    await crm.sync('calendar');
    await meetings.publish(of(documentId));
    await quiet();
    await meetings.update({ ...of(documentId), data: { title: 'Never published' } });
    await meetings.discardDraft(of(documentId));
    await meetings.update({ documentId, locale: 'de', status: 'published', data: { title: 'Besuch' } });
    await quiet();
    await meetings.unpublish(of(documentId));
    await crm.sync('calendar');
    expect(subjects()).toEqual(['Visit']);
    mailbox.changeEvent(String(mailbox.listEvents()[0]?.['id']), { subject: 'While unpublished' });
    await crm.sync('calendar');
    expect(await crm.read(MEETING, { ...of(documentId), status: 'draft' })).toMatchObject({ title: 'Visit' });
    await meetings.publish(of(documentId));
    await crm.sync('calendar');
    expect(subjects()).toHaveLength(1);
    await quiet();
  });

  it('a duplicate is a new event', async () => {
    await open();
    const { documentId } = await crm.createMeeting({ title: 'Visit' });
    await crm.sync('calendar');
    const [clone] = ((await crm.documents(MEETING).clone(of(documentId))) as { entries: { documentId: string }[] }).entries;
    await crm.documents(MEETING).publish(of(clone?.documentId ?? ''));
    expect(await crm.sync('calendar')).toMatchObject({ microsoft: { ...none, created: 1 } });
    expect(subjects()).toEqual(['Visit', 'Visit']);
  });

  it('a deal that is given to somebody else takes its meetings along', async () => {
    await open();
    const ben = await crm.office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: 'ben@sandbox.example' });
    await crm.office.connect(ben);
    const deal = await crm.createDeal();
    const { documentId } = await crm.createMeeting({ title: 'Visit', deal: deal.documentId });
    await crm.sync('calendar');
    await crm.documents(DEAL).update({ documentId: deal.documentId, data: { owner: ben.documentId } });
    await crm.sync('calendar');
    await crm.office.services.sync.run({ user: ben.documentId, resource: 'calendar' });
    expect(subjects()).toEqual([]);
    expect(crm.office.sandbox.mailbox('ben@sandbox.example').listEvents()).toMatchObject([{ subject: 'Visit' }]);
    expect(await published(documentId)).toMatchObject({ title: 'Visit' });
  });

  it('a meeting whose deal loses its owner is left as it is on both sides', async () => {
    await open();
    const deal = await crm.createDeal();
    const { documentId } = await crm.createMeeting({ title: 'Visit', deal: deal.documentId });
    await crm.sync('calendar');
    await crm.documents(DEAL).update({ documentId: deal.documentId, data: { owner: null } });
    await crm.sync('calendar', { full: true });
    expect(subjects()).toEqual(['Visit']);
    expect(await published(documentId)).toMatchObject({ title: 'Visit' });
  });

  it('an entry that takes part no longer is unlinked, and finds its event again', async () => {
    await open();
    const { documentId } = await crm.createActivity('call', { title: 'Call' });
    await crm.sync('calendar');
    await crm.documents(ACTIVITY).update({ documentId, data: { kind: 'task' } });
    await crm.sync('calendar');
    await crm.documents(ACTIVITY).update({ documentId, data: { kind: 'call' } });
    await crm.sync('calendar');
    expect(subjects()).toEqual(['Call']);
    await quiet();
  });

  it('what is written about a guest stays with that guest', async () => {
    const mailbox = await open();
    const { documentId } = await crm.createMeeting({ title: 'Visit' });
    await crm.sync('calendar');
    const id = String(mailbox.listEvents()[0]?.['id']);
    const guest = (address: string, name: string) => ({ emailAddress: { address, name }, type: 'required' });
    mailbox.changeEvent(id, { attendees: [guest('hedda@harbour.example', 'Hedda'), guest('ole@northern.example', 'Ole')] });
    await crm.sync('calendar');
    const draft = await crm.read(MEETING, { ...of(documentId), status: 'draft' });
    const guests = (draft?.['guests'] as { id: number; email: string }[]).map(({ id: guestId, email }) => ({ id: guestId, ...(email.startsWith('ole') ? { note: 'likes tea' } : {}) })); // prettier-ignore
    await crm.documents(MEETING).update({ ...of(documentId), status: 'published', data: { guests } });
    await crm.sync('calendar');
    mailbox.changeEvent(id, { attendees: [guest('ole@northern.example', 'Ole'), guest('new@northern.example', 'New')] });
    await crm.sync('calendar');
    expect(await published(documentId)).toMatchObject({ guests: [{ email: 'ole@northern.example', note: 'likes tea' }, { email: 'new@northern.example' }].sort((a, b) => (a.email < b.email ? -1 : 1)) }); // prettier-ignore
    await quiet();
  });

  it('an event of whole days goes where it can be held, and a series is an activity for each date', async () => {
    const mailbox = await open();
    const days = { isAllDay: true, start: tomorrow(0), end: tomorrow(24) };
    mailbox.addEvent(event('Fair', { ...days, categories: ['Call'] }));
    const recurrence = { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', numberOfOccurrences: 3, startDate: tomorrow(14).dateTime.slice(0, 10) } }; // prettier-ignore
    mailbox.addEvent(event('Stand-up', { recurrence }));
    await crm.sync('calendar');
    const standUp = { kind: 'meeting', title: 'Stand-up', isAllDay: false };
    expect(await crm.documents(ACTIVITY).findMany({ sort: ['title', 'start'] })).toMatchObject([
      { kind: 'meeting', title: 'Fair', isAllDay: true },
      standUp,
      standUp,
      standUp,
    ]);
    expect(await crm.office.events()).toEqual([]);
    await quiet();
  });

  it.each(['before', 'after'])(
    'an entry that a hook of the host refuses, %s it was imported, waits alone with the words of that hook',
    async (when) => {
      const mailbox = await open();
      const refuse = () =>
        crm.office.strapi.documents.use((context, next) => {
          const { data } = context.params as { data?: Record<string, unknown> };
          if (context.uid === ACTIVITY && data?.['title'] === 'Secret') throw new Error('Not in this house.');
          return next();
        });
      if (when === 'before') refuse();
      const { id } = mailbox.addEvent(event(when === 'before' ? 'Secret' : 'Visit'));
      mailbox.addEvent(event('Lunch'));
      await crm.sync('calendar');
      if (when === 'after') {
        refuse();
        mailbox.changeEvent(String(id), { subject: 'Secret' });
        await crm.sync('calendar');
      }
      const titles = (await crm.documents(ACTIVITY).findMany({ sort: 'title' })).map(({ title }) => title);
      expect(titles).toEqual(when === 'before' ? ['Lunch'] : ['Lunch', 'Visit']);
      expect(await crm.office.services.held.list({ user: crm.office.user })).toMatchObject([
        { code: 'refused-by-host', message: expect.stringContaining('Not in this house.') },
      ]);
    },
  );
});
