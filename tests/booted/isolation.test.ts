import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addRemote,
  attendees,
  EVENT,
  farAway,
  idOf,
  inMicrosoft,
  inStrapi,
  local,
  manySubjects,
  openOffice,
  refusal,
  remote,
  remoteIdOf,
  table,
  type Office,
} from '../support';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());
const held = () => office.services.held.list({ user: office.user });
const pathOf = (subject: string) => `events/${encodeURIComponent(remoteIdOf(office, subject))}`;

describe('one bad item does not stop the others', () => {
  it('an edit that Microsoft answers with 500', async () => {
    const subjects = manySubjects(25);
    addRemote(office, subjects);
    await office.sync();
    office.sandbox.faults.push({ method: 'PATCH', path: pathOf('E0'), times: 10, answer: refusal(500, 'ErrorInternalServerError') });
    for (const subject of subjects) await office.updateEvent(await idOf(office, subject), { location: 'Attic' });
    await office.sync();
    const moved = office.mailbox.listEvents().filter((event) => (event['location'] as { displayName: string }).displayName === 'Attic');
    expect(moved.map(({ subject }) => subject).sort()).toEqual(subjects.slice(1).sort());
  });

  it('a removal that cannot be proven, since Microsoft answers 500: it is asked for again in the next run', async () => {
    addRemote(office, ['Far', 'Near']);
    await office.sync();
    // As often as the gateway asks in one run.
    office.sandbox.faults.push({ method: 'GET', path: pathOf('Far'), times: 4, answer: refusal(500, 'ErrorInternalServerError') });
    office.mailbox.changeEvent(remoteIdOf(office, 'Far'), { ...farAway, location: { displayName: 'Attic' } });
    await office.createEvent(local('New here', 50));
    expect(await office.sync()).toMatchObject({ outcome: 'delayed' });
    expect(inMicrosoft(office)).toContain('New here');
    await office.sync();
    expect(await inStrapi(office)).toEqual(['Far', 'Near', 'New here']);
    expect((await office.events()).at(-1)).toMatchObject({ subject: 'Far', location: 'Attic' });
  });

  it('a removal that can never be proven is held where people see it', async () => {
    addRemote(office, ['A', 'B']);
    await office.sync();
    office.sandbox.faults.push({ method: 'GET', path: pathOf('A'), times: 10, answer: refusal(400, 'ErrorInvalidIdMalformed') });
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), farAway);
    await office.sync();
    await office.updateEvent(await idOf(office, 'A'), { subject: 'A here' });
    await office.sync();
    expect(await held()).toMatchObject([{ code: 'rejected-by-microsoft', side: 'microsoft' }]);
  });

  it('an entry that Strapi refuses: only what was created is counted', async () => {
    await office.sync(); // a first import is written in bulk, and asks no hook
    addRemote(office, manySubjects(5));
    const accept = office.strapi.db.lifecycles.subscribe({
      models: [EVENT],
      beforeCreate({ params }) {
        if (params.data.subject === 'E4') throw new Error('the host refuses');
      },
    });
    const report = await office.sync();
    expect(await inStrapi(office)).toEqual(['E0', 'E1', 'E2', 'E3']);
    expect(report.strapi.created).toBe(4);
    expect(await held()).toMatchObject([{ code: 'refused-by-host', side: 'strapi', title: 'E4' }]);
    accept();
    await office.sync({ full: true });
    expect(await inStrapi(office)).toEqual(manySubjects(5));
    expect(await held()).toEqual([]);
  });
});

describe('what is held', () => {
  it('stays listed when only the personal part goes on', async () => {
    office.mailbox.addEvent(remote('Board', 24, { attendees }));
    await office.sync();
    await office.updateEvent(await idOf(office, 'Board'), { categories: ['Red'], subject: 'Board meeting' });
    await office.sync();
    expect(office.mailbox.listEvents()).toMatchObject([{ subject: 'Board', categories: ['Red'] }]);
    expect(await held()).toMatchObject([{ code: 'would-send-mail' }]);
  });

  it('goes out when invitations are always sent from now on', async () => {
    office.mailbox.addEvent(remote('Board', 24, { attendees }));
    await office.sync();
    await office.updateEvent(await idOf(office, 'Board'), { subject: 'Board meeting' });
    await office.sync();
    await office.settings({ calendarInvitations: 'always' });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Board meeting']);
    expect(await held()).toEqual([]);
  });

  it('is listed for its person, however much of others is held', async () => {
    addRemote(office, ['A', 'B']);
    await office.sync();
    await table(office, 'calendar_events').where({ subject: 'A' }).delete();
    await office.sync({ full: true });
    await holdForSomebodyElse(1000);
    expect(await held()).toMatchObject([{ code: 'missing-without-mark', title: 'A' }]);
    const rows = await office.services.sync.status({ user: office.user });
    expect(rows.find(({ resource }) => resource === 'calendar')).toMatchObject({ held: 1 });
  });

  it('is tried again when the permission is back and the account was connected again', async () => {
    office.mailbox.addEvent(remote('A', 24));
    await office.sync();
    office.sandbox.faults.push({ method: 'PATCH', answer: refusal(403, 'ErrorAccessDenied') });
    await office.updateEvent(await idOf(office, 'A'), { subject: 'A here' });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['A']);
    await office.connect();
    await office.sync();
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['A here']);
  });
});

async function holdForSomebodyElse(count: number): Promise<void> {
  const rows = manySubjects(count).map((item) => ({
    held_key: item,
    target_key: 'somebody-else|calendar',
    item_key: item,
    side: 'strapi',
    code: 'invalid-value',
    message: '',
    title: item,
    since: 1,
  }));
  for (let from = 0; from < count; from += 50) await table(office, 'held').insert(rows.slice(from, from + 50));
}
