import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containerOf } from '../../server/src/container';
import { ACTIVITY, databases, DEAL, EVENT, MEETING, openCrm, playgroundHomes, type Crm } from '../support';

const at = (hour: number) => ({
  dateTime: new Date(new Date().setUTCHours(48 + hour, 0, 0, 0)).toISOString().slice(0, 19),
  timeZone: 'UTC',
});
const zero = { created: 0, updated: 0, deleted: 0 };
const quiet = { strapi: zero, microsoft: zero, held: 0, conflicts: 0 };

describe.each(databases)('a CRM whose own content types hold events and tasks, on %s', (database) => {
  let crm: Crm;
  const subjects = () => crm.office.mailbox.listEvents().map(({ subject }) => subject).sort(); // prettier-ignore
  const eventOf = (subject: string): { id: string; showAs?: unknown } => {
    const found = crm.office.mailbox.listEvents().find((event) => event.subject === subject);
    if (!found) throw new Error(`no ${subject}`);
    return found as unknown as { id: string };
  };
  const activities = async (title: string) => (await crm.documents(ACTIVITY).findMany({ filters: { title } })) as Record<string, unknown>[];
  beforeAll(async () => {
    crm = await openCrm({ resources: playgroundHomes().crm, boot: { database } });
  });
  afterAll(() => crm.close());

  it('what is made in Strapi goes to Microsoft, as its mapping says, and the next run writes nothing', async () => {
    await crm.createMeeting({ title: 'Visit', certainty: 'tentative', place: { name: 'Harbour', city: 'Kiel' } });
    await crm.createActivity('call', { title: 'Call back' });
    expect(await crm.sync('calendar')).toMatchObject({ outcome: 'completed', microsoft: { created: 2 } });
    expect(subjects()).toEqual(['Call back', 'Visit']);
    expect(eventOf('Visit')).toMatchObject({ showAs: 'tentative', location: { displayName: 'Harbour' } });
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
  });

  it('what is new in Microsoft comes into the first home that accepts it', async () => {
    crm.office.mailbox.addEvent({ subject: 'Ring Kim', categories: ['Call'], start: at(9), end: at(10) });
    crm.office.mailbox.addEvent({ subject: 'Lunch', start: at(12), end: at(13) });
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { created: 2 } });
    expect((await activities('Ring Kim')).map(({ kind }) => kind)).toEqual(['call']);
    expect((await activities('Lunch')).map(({ kind }) => kind)).toEqual(['meeting']);
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
  });

  it('a series has an entry for each date in a home without rules', async () => {
    crm.office.mailbox.addEvent({
      subject: 'Weekly',
      start: at(15),
      end: at(16),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
        range: { type: 'noEnd', startDate: at(15).dateTime.slice(0, 10) },
      },
    });
    const report = await crm.sync('calendar');
    expect(report).toMatchObject({ outcome: 'completed', held: 0 });
    const dates = await activities('Weekly');
    expect(dates.length).toBeGreaterThan(7);
    expect(new Set(dates.map(({ kind }) => kind))).toEqual(new Set(['meeting']));
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
  });

  it('a value that the home cannot hold stays what it is in Microsoft', async () => {
    const meeting = await crm.createMeeting({ title: 'Fair', certainty: 'confirmed' });
    await crm.sync('calendar');
    crm.office.mailbox.changeEvent(eventOf('Fair').id, { showAs: 'oof' });
    await crm.sync('calendar');
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
    expect(eventOf('Fair').showAs).toBe('oof');
    await crm
      .documents(MEETING)
      .update({ documentId: meeting.documentId, locale: 'en', status: 'published', data: { title: 'Fair in Kiel' } });
    await crm.sync('calendar');
    expect(eventOf('Fair in Kiel').showAs).toBe('oof');
    await crm
      .documents(MEETING)
      .update({ documentId: meeting.documentId, locale: 'en', status: 'published', data: { certainty: 'tentative' } });
    await crm.sync('calendar');
    expect(eventOf('Fair in Kiel').showAs).toBe('tentative');
  });

  it('other parts of a component stay as they are when one comes in', async () => {
    crm.office.mailbox.changeEvent(eventOf('Visit').id, { location: { displayName: 'Old harbour' } });
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { updated: 1 } });
    const [visit] = await crm.documents(MEETING).findMany({ filters: { title: 'Visit' }, status: 'published', populate: '*' });
    expect(visit?.['place']).toMatchObject({ name: 'Old harbour', city: 'Kiel' });
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
  });

  it('publishing, unpublishing, discarding, another locale and a restored version delete and double nothing', async () => {
    const { documentId } = await crm.createMeeting({ title: 'Signing' });
    await crm.sync('calendar');
    const before = subjects();
    const meetings = crm.documents(MEETING);
    await meetings.update({ documentId, locale: 'en', data: { title: 'Signing, perhaps' } });
    await crm.sync('calendar');
    expect(subjects()).toEqual(before);
    await meetings.discardDraft({ documentId, locale: 'en' });
    await meetings.publish({ documentId, locale: 'en' });
    await meetings.update({ documentId, locale: 'de', data: { title: 'Unterschrift' } });
    await crm.sync('calendar', { full: true });
    expect(subjects()).toEqual(before);
    await meetings.unpublish({ documentId, locale: 'en' });
    await crm.sync('calendar', { full: true });
    expect(subjects()).toEqual(before);
    crm.office.mailbox.changeEvent(eventOf('Signing').id, { subject: 'Signing in May' });
    await crm.sync('calendar', { full: true });
    await meetings.publish({ documentId, locale: 'en' });
    expect(await crm.sync('calendar')).toMatchObject({ outcome: 'completed', held: 0 });
    expect((await crm.read(MEETING, { documentId, locale: 'en', status: 'published' }))?.['title']).toBe('Signing in May');
    await meetings.delete({ documentId, locale: 'en' });
    await crm.sync('calendar');
    expect(subjects()).not.toContain('Signing in May');
  });

  it('nobody’s unpublished edit is published: what comes in waits until the draft is', async () => {
    const { documentId } = await crm.createMeeting({ title: 'Review' });
    await crm.sync('calendar');
    const meetings = crm.documents(MEETING);
    await meetings.update({ documentId, locale: 'en', data: { certainty: 'tentative' } });
    crm.office.mailbox.changeEvent(eventOf('Review').id, { subject: 'Review of May' });
    expect(await crm.sync('calendar')).toMatchObject({ held: 1 });
    const [held] = await crm.office.services.held.list({ user: crm.office.user });
    expect(held).toMatchObject({ code: 'unpublished-changes' });
    expect(await crm.read(MEETING, { documentId, locale: 'en', status: 'published' })).toMatchObject({
      title: 'Review',
      certainty: 'confirmed',
    });
    await meetings.publish({ documentId, locale: 'en' });
    await crm.sync('calendar');
    expect(await crm.read(MEETING, { documentId, locale: 'en', status: 'published' })).toMatchObject({
      title: 'Review of May',
      certainty: 'tentative',
    });
    expect(eventOf('Review of May').showAs).toBe('tentative');
    expect(await crm.office.services.held.list({ user: crm.office.user })).toEqual([]);
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
  });

  it('an entry that stops taking part is unlinked, and finds its item again', async () => {
    const { documentId } = await crm.createActivity('call', { title: 'Follow up' });
    await crm.sync('calendar');
    const { id } = eventOf('Follow up');
    await crm.documents(ACTIVITY).update({ documentId, data: { assignee: null } });
    expect(await crm.sync('calendar')).toMatchObject({ microsoft: zero });
    crm.office.mailbox.changeEvent(id, { subject: 'Follow up again' });
    await crm.sync('calendar');
    expect((await activities('Follow up')).length).toBe(1);
    await crm.documents(ACTIVITY).update({ documentId, data: { assignee: crm.office.user } });
    await crm.sync('calendar');
    expect((await activities('Follow up again')).length).toBe(1);
    expect(crm.office.mailbox.listEvents().filter(({ subject }) => String(subject).startsWith('Follow up')).length).toBe(1);
  });

  it('another kind leaves the calendar and comes in among the tasks', async () => {
    const { documentId } = await crm.createActivity('call', { title: 'Write a letter' });
    await crm.sync('calendar');
    await crm.documents(ACTIVITY).update({ documentId, data: { kind: 'task' } });
    await crm.sync('calendar');
    await crm.sync('tasks');
    expect(subjects()).not.toContain('Write a letter');
    expect(crm.office.mailbox.tasks.listTasks().map(({ title }) => title)).toContain('Write a letter');
  });

  it('what has become a call goes from the tasks too when the call is deleted in Microsoft first', async () => {
    const { documentId } = await crm.createActivity('task', { title: 'Ask about it', start: at(9).dateTime });
    await crm.sync('tasks');
    await crm.documents(ACTIVITY).update({ documentId, data: { kind: 'call' } });
    await crm.sync('calendar');
    crm.office.mailbox.deleteEvent(eventOf('Ask about it').id);
    await crm.sync('calendar');
    expect(await activities('Ask about it')).toEqual([]);
    expect(await crm.sync('tasks')).toMatchObject({ microsoft: { deleted: 1 }, held: 0 });
    expect(await crm.sync('tasks', { full: true })).toMatchObject({ held: 0, microsoft: zero });
  });

  it('a deal that is given to nobody leaves its meetings where they are; whoever gets it gets them', async () => {
    const deal = await crm.createDeal({ name: 'Given' });
    await crm.createMeeting({ title: 'About the deal', deal: deal.documentId });
    await crm.sync('calendar');
    await crm.documents(DEAL).update({ documentId: deal.documentId, data: { owner: null } });
    expect(await crm.sync('calendar')).toMatchObject({ microsoft: zero });
    expect(subjects()).toContain('About the deal');
  });

  it('deleted in Microsoft, the document goes with all its versions and locales', async () => {
    const { documentId } = await crm.createMeeting({ title: 'Cancelled' });
    await crm.documents(MEETING).update({ documentId, locale: 'de', data: { title: 'Abgesagt' } });
    await crm.sync('calendar');
    crm.office.mailbox.deleteEvent(eventOf('Cancelled').id);
    await crm.sync('calendar');
    for (const locale of ['en', 'de']) expect(await crm.read(MEETING, { documentId, locale, status: 'draft' })).toBeNull();
  });

  it('finds within an hour what no event has told of', async () => {
    const { documentId } = await crm.createActivity('call', { title: 'Unseen' });
    await crm.sync('calendar');
    const { strapi } = crm.office;
    await strapi.db.connection('activities').where({ document_id: documentId }).update({ kind: 'task' });
    const other = await crm.createActivity('task', { title: 'Unseen too', start: `${at(16).dateTime}Z` });
    await crm.sync('tasks');
    await crm.sync('calendar');
    await strapi.db.connection('activities').where({ document_id: other.documentId }).update({ kind: 'call' });
    expect(await crm.sync('calendar')).toMatchObject({ outcome: 'nothing-to-do' });
    await containerOf(strapi).compareHomes();
    await crm.sync('calendar');
    await crm.sync('tasks');
    expect(subjects()).toContain('Unseen too');
    expect(subjects()).not.toContain('Unseen');
  });

  it('a checklist that holds no ids of Microsoft’s is written once', async () => {
    await crm.createActivity('task', { title: 'Steps', steps: [{ title: 'One' }, { title: 'Two', isDone: true }] });
    await crm.sync('tasks');
    expect(await crm.sync('tasks')).toMatchObject({ strapi: zero, microsoft: zero });
    expect(await crm.sync('tasks', { full: true })).toMatchObject(quiet);
  });

  it.each(['skip', 'busy-only'] as const)(
    'private events that came in before are unlinked by %s, and the host’s documents stay as they are',
    async (policy) => {
      const title = `Doctor, ${policy}`;
      await crm.office.settings({ calendarPrivateEvents: 'full' });
      crm.office.mailbox.addEvent({ subject: title, sensitivity: 'private', start: at(22), end: at(23) });
      await crm.sync('calendar');
      expect((await activities(title)).length).toBe(1);
      await crm.office.settings({ calendarPrivateEvents: policy });
      await crm.sync('calendar');
      await crm.sync('calendar', { full: true });
      expect((await activities(title)).length).toBe(1);
      const [kept] = await activities(title);
      const { decisions } = await crm.office.services.sync.explain({ uid: ACTIVITY, documentId: String(kept?.['documentId']) });
      expect(decisions.filter(({ kind }) => kind === 'unlink')).toHaveLength(1);
      expect(subjects().filter((subject) => subject === title)).toEqual([title]);
    },
  );

  it('tells what happens when, whichever type holds it', async () => {
    const { documentId } = await crm.createActivity('call', { title: 'Told', start: `${at(18).dateTime}Z` });
    const own = await crm.office.createEvent({
      subject: 'Own',
      start: `${at(19).dateTime}Z`,
      end: `${at(20).dateTime}Z`,
      owner: crm.office.user,
    });
    const range = { user: crm.office.user, from: `${at(17).dateTime}Z`, to: `${at(21).dateTime}Z` };
    const found = await crm.office.services.calendar.occurrences(range);
    expect(found.map(({ uid, event, subject }) => ({ uid, event, subject }))).toEqual([
      { uid: ACTIVITY, event: documentId, subject: 'Told' },
      { uid: EVENT, event: own.documentId, subject: 'Own' },
    ]);
    expect(Date.parse(found[0]?.end ?? '') - Date.parse(found[0]?.start ?? '')).toBe(30 * 60_000);
  });

  it('explains an entry of a type that several homes share, and why another one takes no part', async () => {
    const { documentId } = await crm.createActivity('call', { title: 'Explained' });
    await crm.sync('calendar');
    const { sync } = crm.office.services;
    expect(await sync.explain({ uid: ACTIVITY, documentId })).toMatchObject({ link: { origin: 'strapi' }, unsynchronized: null });
    const draft = await crm.createMeeting({ title: 'Draft' }, 'draft');
    expect(await sync.explain({ uid: MEETING, documentId: draft.documentId })).toMatchObject({
      link: null,
      unsynchronized: { code: 'not-taking-part' },
    });
  });
});

describe.each(databases)('rules and hooks of a host, on %s', (database) => {
  let crm: Crm;
  const held = () => crm.office.services.held.list({ user: crm.office.user });
  const titles = async () => (await crm.documents(ACTIVITY).findMany({})).map(({ title }) => String(title)).sort(); // prettier-ignore
  const changeOf = (subject: string, change: object) => {
    const found = crm.office.mailbox.listEvents().find((event) => event.subject === subject);
    crm.office.mailbox.changeEvent(String(found?.id), change);
  };
  beforeAll(async () => {
    crm = await openCrm({ resources: playgroundHomes().crm, boot: { database } });
    crm.office.strapi.documents.use(async (context, next) => {
      const { data } = context.params as { data?: Record<string, unknown> };
      if (context.uid !== ACTIVITY) return next();
      if (String(data?.['title']).includes('Sunday')) throw new Error('Nobody works on Sundays');
      if (context.action === 'delete' && isKept) throw new Error('Nothing is deleted here');
      if (typeof data?.['title'] === 'string') data['title'] = data['title'].replace('meating', 'meeting');
      return next();
    });
  });
  let isKept = false;
  afterAll(() => crm.close());

  it('what the host refuses is held with its own words, and nobody else waits', async () => {
    crm.office.mailbox.addEvent({ subject: 'Sunday walk', start: at(9), end: at(10) });
    crm.office.mailbox.addEvent({ subject: 'Monday', start: at(10), end: at(11) });
    expect(await crm.sync('calendar')).toMatchObject({ outcome: 'completed', strapi: { created: 1 }, held: 1 });
    expect(await held()).toMatchObject([{ code: 'refused-by-host', title: 'Sunday walk' }]);
    expect((await held())[0]?.message).toContain('Nobody works on Sundays');
    changeOf('Sunday walk', { subject: 'Saturday walk' });
    await crm.sync('calendar');
    expect(await held()).toEqual([]);
    expect(await titles()).toEqual(['Monday', 'Saturday walk']);
  });

  it('what a hook makes of what comes in is no edit, and is not sent', async () => {
    crm.office.mailbox.addEvent({ subject: 'Team meating', start: at(12), end: at(13) });
    await crm.sync('calendar');
    expect(await titles()).toContain('Team meeting');
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
    expect(crm.office.mailbox.listEvents().map(({ subject }) => subject)).toContain('Team meating');
    changeOf('Team meating', { subject: 'Team meating in May' });
    await crm.sync('calendar');
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
    expect(await titles()).toContain('Team meeting in May');
  });

  it('a change that the host refuses is held; an edit in Strapi waits for it and is not lost', async () => {
    const { documentId } = await crm.createActivity('meeting', { title: 'Inventory' });
    await crm.sync('calendar');
    changeOf('Inventory', { subject: 'Inventory on Sunday' });
    expect(await crm.sync('calendar')).toMatchObject({ held: 1 });
    await crm.documents(ACTIVITY).update({ documentId, data: { title: 'Inventory', place: 'Cellar' } });
    await crm.sync('calendar');
    changeOf('Inventory on Sunday', { subject: 'Inventory on Friday' });
    await crm.sync('calendar');
    expect(await titles()).toContain('Inventory on Friday');
    expect(crm.office.mailbox.listEvents().find(({ subject }) => subject === 'Inventory on Friday')).toMatchObject({
      location: { displayName: 'Cellar' },
    });
    expect(await held()).toEqual([]);
  });

  it('a deletion that the host refuses is held, and nothing else waits', async () => {
    isKept = true;
    const found = crm.office.mailbox.listEvents().find(({ subject }) => subject === 'Monday');
    crm.office.mailbox.deleteEvent(String(found?.id));
    crm.office.mailbox.addEvent({ subject: 'Tuesday', start: at(14), end: at(15) });
    expect(await crm.sync('calendar')).toMatchObject({ outcome: 'completed', held: 1, strapi: { created: 1 } });
    expect(await held()).toMatchObject([{ title: 'Monday' }]);
    expect(await titles()).toContain('Monday');
    expect(await crm.sync('calendar')).toMatchObject({ outcome: 'nothing-to-do' });
    isKept = false;
    const [item] = await held();
    await crm.office.services.held.retry({ id: item?.id ?? '' });
    await crm.sync('calendar');
    expect(await titles()).not.toContain('Monday');
  });
});
