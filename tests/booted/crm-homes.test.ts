import { afterEach, describe, expect, it } from 'vitest';
import { ACTIVITY, MEETING, openCrm, playgroundHomes, TODO, type Crm } from '../support';

const tomorrow = (hour: number) => ({
  dateTime: new Date(new Date().setUTCHours(24 + hour, 0, 0, 0)).toISOString().slice(0, 19),
  timeZone: 'UTC',
});
const event = (subject: string, more: object = {}) => ({ subject, start: tomorrow(14), end: tomorrow(15), ...more });
const none = { created: 0, updated: 0, deleted: 0 };

let crm: Crm;
afterEach(() => crm.close());

const subjects = () => crm.office.mailbox.listEvents().map(({ subject }) => String(subject)).sort(); // prettier-ignore
const titles = () => {
  const { tasks } = crm.office.mailbox;
  return tasks.listTasks(tasks.defaultListId).map(({ title }) => String(title)).sort(); // prettier-ignore
};
const quiet = async (resource: 'calendar' | 'tasks') => expect(await crm.sync(resource, { full: true })).toMatchObject({ strapi: none, microsoft: none }); // prettier-ignore

describe('the CRM of the playground', () => {
  it('sends what is published and has an owner, and knows the kinds of an activity', async () => {
    crm = await openCrm({ resources: playgroundHomes().crm });
    await crm.createMeeting({ title: 'Visit', place: { name: 'Harbour', city: 'Hamburg' } });
    await crm.createMeeting({ title: 'A draft' }, 'draft');
    await crm.createMeeting({ title: 'Of nobody', deal: (await crm.createDeal({ owner: null })).documentId });
    await crm.createActivity('call', { title: 'Call' });
    await crm.createActivity('meeting', { title: 'Coffee' });
    await crm.createActivity('task', { title: 'Write' });

    expect(await crm.sync('calendar')).toMatchObject({ microsoft: { ...none, created: 3 } });
    expect(await crm.sync('tasks')).toMatchObject({ microsoft: { ...none, created: 1 } });
    expect(subjects()).toEqual(['Call', 'Coffee', 'Visit']);
    expect(titles()).toEqual(['Write']);
    expect(crm.office.mailbox.listEvents().find(({ subject }) => subject === 'Visit')).toMatchObject({
      location: { displayName: 'Harbour' },
    });
    await quiet('calendar');
    await quiet('tasks');
  });

  it('makes activities of what is new in Microsoft, by its category, and no meetings', async () => {
    crm = await openCrm({ resources: playgroundHomes().crm });
    const { mailbox } = crm.office;
    mailbox.addEvent(event('Ring', { categories: ['Call'] }));
    mailbox.addEvent(event('Lunch', { location: { displayName: 'Harbour' } }));
    mailbox.tasks.addTask({ title: 'Order', importance: 'high', status: 'inProgress' }, mailbox.tasks.defaultListId);

    expect(await crm.sync('calendar')).toMatchObject({ strapi: { ...none, created: 2 } });
    expect(await crm.sync('tasks')).toMatchObject({ strapi: { ...none, created: 1 } });
    const activities = await crm.documents(ACTIVITY).findMany({ sort: 'title', populate: ['assignee'] });
    expect(activities).toMatchObject([
      { kind: 'meeting', title: 'Lunch', place: 'Harbour', isAllDay: false, assignee: { documentId: crm.office.user } },
      { kind: 'task', title: 'Order', isImportant: true, state: 'doing', assignee: { documentId: crm.office.user } },
      { kind: 'call', title: 'Ring', labels: ['Call'], end: null, assignee: { documentId: crm.office.user } },
    ]);
    expect(await crm.documents(MEETING).findMany()).toEqual([]);
    expect(await crm.office.events()).toEqual([]);
    await quiet('calendar');
    await quiet('tasks');
  });

  it('a change in Outlook comes into the published meeting and leaves alone what is only the host’s', async () => {
    crm = await openCrm({ resources: playgroundHomes().crm });
    const { mailbox } = crm.office;
    const { documentId } = await crm.createMeeting({ place: { name: 'Harbour', city: 'Hamburg', room: '2.01' } });
    await crm.documents(MEETING).update({ documentId, locale: 'de', status: 'published', data: { title: 'Besuch' } });
    await crm.sync('calendar');
    const [sent] = mailbox.listEvents();
    mailbox.changeEvent(String(sent?.['id']), { subject: 'Long visit', location: { displayName: 'Attic' }, showAs: 'tentative' });

    expect(await crm.sync('calendar')).toMatchObject({ strapi: { ...none, updated: 1 } });
    const of = { documentId, locale: 'en' } as const;
    const changed = { title: 'Long visit', certainty: 'tentative', place: { name: 'Attic', city: 'Hamburg', room: '2.01' } };
    expect(await crm.read(MEETING, { ...of, status: 'published' })).toMatchObject(changed);
    expect(await crm.read(MEETING, { ...of, status: 'draft' })).toMatchObject(changed);
    expect(await crm.read(MEETING, { documentId, locale: 'de', status: 'published' })).toMatchObject({ title: 'Besuch' });
    await quiet('calendar');

    mailbox.changeEvent(String(sent?.['id']), { showAs: 'oof' });
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { ...none, updated: 1 } });
    expect(await crm.read(MEETING, { ...of, status: 'published' })).toMatchObject({ certainty: 'confirmed' });
    await quiet('calendar');
    expect(mailbox.listEvents()).toMatchObject([{ subject: 'Long visit', showAs: 'oof' }]);
  });

  it('an edit that nobody has published stays a draft, and what comes in waits for it', async () => {
    crm = await openCrm({ resources: playgroundHomes().crm });
    const { mailbox, services, user } = crm.office;
    const { documentId } = await crm.createMeeting({ title: 'Visit', place: { name: 'Harbour', room: '2.01' } });
    await crm.sync('calendar');
    const of = { documentId, locale: 'en' } as const;
    const draft = await crm.read(MEETING, { ...of, status: 'draft' });
    const place = { id: (draft?.['place'] as { id: number }).id, room: '3.07' };
    await crm.documents(MEETING).update({ ...of, data: { place } });
    mailbox.changeEvent(String(mailbox.listEvents()[0]?.['id']), { location: { displayName: 'Attic' } });

    await crm.sync('calendar');
    expect(await services.held.list({ user })).toMatchObject([{ code: 'unpublished-changes' }]);
    expect(await crm.read(MEETING, { ...of, status: 'published' })).toMatchObject({ place: { name: 'Harbour', room: '2.01' } });
    await crm.documents(MEETING).publish(of);
    await crm.sync('calendar');
    expect(await crm.read(MEETING, { ...of, status: 'published' })).toMatchObject({ place: { name: 'Attic', room: '3.07' } });
    expect(await services.held.list({ user })).toEqual([]);
    await quiet('calendar');
  });
});

it('to-dos of users of Users & Permissions go both ways, with a day in a datetime and a boolean', async () => {
  crm = await openCrm({ hostUser: 'plugin::users-permissions.user', resources: playgroundHomes().members });
  const { tasks } = crm.office.mailbox;
  const data = { title: 'Sign', due: '2030-05-06T15:30:00.000Z', assignee: crm.office.user };
  const { documentId } = await crm.documents(TODO).create({ data });
  tasks.addTask({ title: 'Read', status: 'waitingOnOthers' }, tasks.defaultListId);
  expect(await crm.sync('tasks')).toMatchObject({ strapi: { ...none, created: 1 }, microsoft: { ...none, created: 1 } });
  expect(titles()).toEqual(['Read', 'Sign']);
  expect(await crm.documents(TODO).findMany({ sort: 'title' })).toMatchObject([{ title: 'Read', done: false }, { title: 'Sign' }]);

  const sent = tasks.listTasks(tasks.defaultListId).find(({ title }) => title === 'Sign');
  tasks.changeTask(String(sent?.['id']), {
    status: 'completed',
    dueDateTime: { dateTime: '2030-05-08T00:00:00', timeZone: 'W. Europe Standard Time' },
  });
  await crm.sync('tasks');
  expect(await crm.read(TODO, { documentId })).toMatchObject({ done: true, due: '2030-05-08T15:30:00.000Z' });
  await quiet('tasks');
  expect(tasks.listTasks(tasks.defaultListId).map(({ status }) => status).sort()).toEqual(['completed', 'waitingOnOthers']); // prettier-ignore
});
