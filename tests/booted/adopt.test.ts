import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITY, MEETING, openCrm, playgroundHomes, type Crm } from '../support/crm';
import { databases } from '../support';
import { EVENT } from '../support/office';

const BUILT_IN = EVENT;
const zero = { created: 0, updated: 0, deleted: 0 };
const quiet = { strapi: zero, microsoft: zero, held: 0, conflicts: 0 };
const at = (hour: number) => ({
  dateTime: new Date(new Date().setUTCHours(48 + hour, 0, 0, 0)).toISOString().slice(0, 19),
  timeZone: 'UTC',
});

/** The playground's homes, with activities that have people for a whole day, and meetings by their own owner. */
function resources() {
  const { crm } = playgroundHomes();
  const [meetings, calls, appointments] = crm.calendar?.homes ?? [];
  if (!meetings || !calls || !appointments) throw new Error('the playground has other homes');
  return {
    calendar: { homes: [meetings, { ...calls, accepts: 'none' as const }, { ...appointments, accepts: 'none' as const }] },
    tasks: crm.tasks ?? {},
  };
}

describe.each(databases)('linked entries are moved to another home, on %s', (database) => {
  let crm: Crm;
  const adopt = (of: { from: string; to: string; dryRun?: boolean; undo?: boolean; user?: string }) =>
    crm.office.services.resources.adopt(of);
  const requests = () => crm.office.sandbox.requests.entries.length;
  beforeAll(async () => {
    crm = await openCrm({ resources: resources(), boot: { database } });
    const { mailbox } = crm.office;
    mailbox.addEvent({
      subject: 'Lunch',
      categories: ['Blue'],
      showAs: 'oof',
      location: { displayName: 'Harbour' },
      start: at(12),
      end: at(13),
    });
    mailbox.addEvent({
      subject: 'Fair',
      isAllDay: true,
      start: { ...at(0), dateTime: at(0).dateTime.slice(0, 11) + '00:00:00' },
      end: { ...at(24), dateTime: at(24).dateTime.slice(0, 11) + '00:00:00' },
    });
    mailbox.addEvent({
      subject: 'Weekly',
      start: at(15),
      end: at(16),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
        range: { type: 'noEnd', startDate: at(15).dateTime.slice(0, 10) },
      },
    });
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { created: 3 } });
  });
  afterAll(() => crm.close());
  const events = async () => (await crm.documents(BUILT_IN).findMany({ sort: 'subject' })).map(({ subject }) => subject);

  it('a dry run says what would be moved and what would stay, and changes nothing', async () => {
    const report = await adopt({ from: BUILT_IN, to: 'appointments', dryRun: true });
    expect(report).toMatchObject({
      total: 3,
      moved: 2,
      isDone: true,
      stayed: [{ title: 'Weekly', why: expect.stringContaining('recurrence') }],
    });
    expect(await events()).toEqual(['Fair', 'Lunch', 'Weekly']);
    expect(await crm.documents(ACTIVITY).findMany({})).toEqual([]);
  });

  it('they keep their documentIds, nothing is asked of Microsoft, and the next run writes nothing on either side', async () => {
    const before = (await crm.documents(BUILT_IN).findMany({ filters: { subject: 'Lunch' } }))[0];
    const asked = requests();
    expect(await adopt({ from: BUILT_IN, to: 'appointments' })).toMatchObject({ moved: 2, stayed: [{ title: 'Weekly' }] });
    expect(requests()).toBe(asked);
    expect(await events()).toEqual(['Weekly']);
    const [lunch] = await crm.documents(ACTIVITY).findMany({ filters: { title: 'Lunch' }, populate: '*' });
    expect(lunch).toMatchObject({
      documentId: before?.documentId,
      kind: 'meeting',
      place: 'Harbour',
      labels: ['Blue'],
      assignee: { documentId: crm.office.user },
    });
    expect(await crm.sync('calendar')).toMatchObject(quiet);
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
    expect(await crm.office.services.sync.explain({ uid: BUILT_IN, documentId: before?.documentId ?? '' })).toMatchObject({ link: null });
  });

  it('edits of either side go on from there', async () => {
    const [lunch] = await crm.documents(ACTIVITY).findMany({ filters: { title: 'Lunch' } });
    await crm.documents(ACTIVITY).update({ documentId: lunch?.documentId ?? '', data: { title: 'Late lunch' } });
    expect(await crm.sync('calendar')).toMatchObject({ microsoft: { created: 0, updated: 1, deleted: 0 }, strapi: zero });
    const [event] = crm.office.mailbox.listEvents().filter(({ subject }) => subject === 'Late lunch');
    expect(event).toMatchObject({ showAs: 'oof', categories: ['Blue'] });
    crm.office.mailbox.changeEvent(String(event?.['id']), { subject: 'Dinner' });
    await crm.sync('calendar');
    expect((await crm.documents(ACTIVITY).findMany({ filters: { title: 'Dinner' } })).length).toBe(1);
  });

  it('a home of the same type takes the same entries; what it cannot hold stays', async () => {
    expect(await adopt({ from: 'appointments', to: 'calls' })).toMatchObject({
      moved: 1,
      stayed: [{ title: 'Fair', why: expect.stringContaining('whole day') }],
    });
    expect(await crm.documents(ACTIVITY).findMany({ filters: { title: 'Dinner' } })).toMatchObject([{ kind: 'call' }]);
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
    expect(await adopt({ from: 'appointments', to: 'calls', undo: true })).toMatchObject({ moved: 1, stayed: [] });
    expect(await crm.documents(ACTIVITY).findMany({ filters: { title: 'Dinner' } })).toMatchObject([{ kind: 'meeting' }]);
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
  });

  it('undone, they are back with what the other home did not hold, and with what has changed since', async () => {
    await crm.createActivity('meeting', { title: 'Made there' });
    await crm.sync('calendar');
    expect(await adopt({ from: BUILT_IN, to: 'appointments', undo: true })).toMatchObject({ total: 2, moved: 2, stayed: [] });
    expect(await events()).toEqual(['Dinner', 'Fair', 'Weekly']);
    expect(await crm.documents(BUILT_IN).findMany({ filters: { subject: 'Dinner' } })).toMatchObject([
      { showAs: 'oof', location: 'Harbour', categories: ['Blue'] },
    ]);
    expect((await crm.documents(ACTIVITY).findMany({})).map(({ title }) => title)).toEqual(['Made there']);
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
  });

  it('an entry of several languages and attributes comes back whole; the owner by a deal has to be given', async () => {
    const { documentId } = await crm.createMeeting({ title: 'Visit', place: { name: 'Harbour', city: 'Kiel' }, certainty: 'tentative' });
    await crm.documents(MEETING).update({ documentId, locale: 'de', data: { title: 'Besuch' } });
    await crm.sync('calendar');
    expect(await adopt({ from: MEETING, to: BUILT_IN, user: 'ada@sandbox.example' })).toMatchObject({ moved: 1, stayed: [] });
    expect(await crm.read(MEETING, { documentId, locale: 'en', status: 'published' })).toBeNull();
    await crm.documents(BUILT_IN).update({ documentId, data: { location: 'Pier 7' } });
    expect(await crm.sync('calendar', { full: true })).toMatchObject({ strapi: zero, microsoft: { created: 0, updated: 1, deleted: 0 } });
    expect(await adopt({ from: BUILT_IN, to: MEETING })).toMatchObject({ moved: 1 });
    expect(await crm.read(MEETING, { documentId, locale: 'en', status: 'published' })).toMatchObject({
      title: 'Visit',
      place: { name: 'Pier 7', city: 'Kiel' },
      certainty: 'tentative',
      deal: { name: 'Two lighthouses' },
    });
    expect(await crm.read(MEETING, { documentId, locale: 'de', status: 'draft' })).toMatchObject({ title: 'Besuch' });
    expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
  });

  it('what a mapping names is needed by name', async () => {
    await expect(adopt({ from: 'meetings', to: BUILT_IN })).rejects.toThrow(/There is no such home\. There are: .*appointments/);
    await expect(adopt({ from: 'appointments', to: 'tasks' })).rejects.toThrow(/same resource/);
    await expect(adopt({ from: 'calls', to: 'calls' })).rejects.toThrow(/another home/);
    await expect(adopt({ from: 'calls', to: BUILT_IN, user: 'nobody' })).rejects.toThrow(/does not exist/);
  });
});
