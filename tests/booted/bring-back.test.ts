import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRemote, idOf, inMicrosoft, inStrapi, manySubjects, openOffice, remote, remoteIdOf, type Office } from '../support';

describe('deletions that wait behind the guard', () => {
  const all = manySubjects(20);
  const gone = all.slice(0, 12);
  let office: Office;
  let token: string;
  beforeEach(async () => {
    office = await openOffice();
    token = await office.booted.adminToken(office.ada);
    addRemote(office, all);
    await office.sync();
  });
  afterEach(() => office.close());

  const ask = async (method: 'get' | 'post', path: string, body?: object) => {
    const request = office.booted.request[method](`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`);
    return (await (body ? request.send(body) : request).expect(200)).body.data;
  };
  const isSame = async () => {
    for (let runs = 0; runs < 3; runs += 1) await office.sync({ full: runs === 1 });
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await inStrapi(office)).toEqual(inMicrosoft(office));
  };

  it('are listed with what would be deleted where, a page at a time, and only while they wait', async () => {
    expect(await ask('get', '/me/deletions')).toEqual({ items: [], page: 1, pageSize: 25, total: 0, sides: { strapi: 0, microsoft: 0 } });
    for (const subject of gone) office.mailbox.deleteEvent(remoteIdOf(office, subject));
    expect(await office.sync()).toMatchObject({ outcome: 'stopped-by-guard' });
    const first = await ask('get', '/me/deletions?resource=calendar&pageSize=5');
    const last = await ask('get', `/users/${office.user}/deletions?page=3&pageSize=5`);
    expect(first).toMatchObject({ total: 12, page: 1, sides: { strapi: 12, microsoft: 0 } });
    expect(first.items).toHaveLength(5);
    expect(first.items[0]).toMatchObject({ side: 'strapi', uid: 'plugin::microsoft-sync.calendar-event', documentId: expect.any(String) });
    expect(last.items).toHaveLength(2);
    expect(await ask('get', '/me/deletions?resource=tasks')).toMatchObject({ total: 0 });
  });

  it('are taken back in Microsoft: what is gone there is made anew, and nothing is deleted', async () => {
    for (const subject of gone) office.mailbox.deleteEvent(remoteIdOf(office, subject));
    await office.sync();
    const kept = await idOf(office, gone[0] ?? '');
    const { runs } = await ask('post', '/me/deletions/bring-back', { resource: 'calendar' });
    expect(runs).toMatchObject([{ outcome: 'completed', strapi: { deleted: 0 }, microsoft: { created: 12, deleted: 0 } }]);
    expect(inMicrosoft(office)).toEqual([...all].sort());
    expect(await idOf(office, gone[0] ?? '')).toBe(kept);
    expect(await ask('get', '/me/deletions')).toMatchObject({ total: 0 });
    await isSame();
  });

  it('are taken back in Strapi: what is gone there comes in again, and nothing is deleted', async () => {
    for (const subject of gone) await office.deleteEvent(await idOf(office, subject));
    expect(await office.sync()).toMatchObject({ outcome: 'stopped-by-guard' });
    const listed = await ask('get', '/me/deletions');
    expect(listed).toMatchObject({ total: 12, sides: { strapi: 0, microsoft: 12 } });
    expect(listed.items.map(({ title }: { title: string }) => title).sort()).toEqual([...gone].sort());
    const { runs } = await ask('post', '/me/deletions/bring-back', {});
    expect(runs).toMatchObject([{ outcome: 'completed', strapi: { created: 12, deleted: 0 }, microsoft: { created: 0, deleted: 0 } }]);
    expect(await inStrapi(office)).toEqual([...all].sort());
    await isSame();
  });

  it('bring back a series with what was changed of it', async () => {
    office.mailbox.addEvent({ ...remote('Weekly', 24), recurrence: weekly() });
    await office.sync();
    const series = (await office.events()).find(({ subject }) => subject === 'Weekly');
    const day = new Date(Date.parse(String(series?.start)) + 7 * 86_400_000).toISOString();
    await office.services.calendar.editOccurrence({
      series: String(series?.documentId),
      originalStart: day,
      data: { subject: 'Weekly, but' },
    });
    await office.sync();
    for (const subject of [...gone, 'Weekly']) office.mailbox.deleteEvent(remoteIdOf(office, subject));
    await office.sync();
    await ask('post', '/me/deletions/bring-back', {});
    expect(await inStrapi(office)).toEqual([...all, 'Weekly', 'Weekly, but'].sort());
    await office.sync({ full: true });
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect((inMicrosoft(office) as string[]).filter((subject) => subject.startsWith('Weekly'))).toContain('Weekly');
    expect(await inStrapi(office)).toEqual([...all, 'Weekly', 'Weekly, but'].sort());
  });

  it('do nothing where nothing waits', async () => {
    expect(await ask('post', '/me/deletions/bring-back', {})).toEqual({ runs: [] });
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });
});

function weekly() {
  const startDate = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10);
  const day = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][new Date(startDate).getUTCDay()];
  return {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: [day], firstDayOfWeek: 'sunday' },
    range: { type: 'numbered', startDate, numberOfOccurrences: 5, recurrenceTimeZone: 'UTC' },
  };
}
