import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addRemote,
  attendees,
  graphTime,
  idOf,
  inMicrosoft,
  inStrapi,
  local,
  manySubjects,
  openOffice,
  openTasksOffice,
  refusal,
  remote,
  remoteIdOf,
  table,
  type Office,
  type TasksOffice,
} from '../support';

/** What engines of this kind were complained of, as far as no other test has it; the numbers are those of docs/lessons.md. */
const none = { created: 0, updated: 0, deleted: 0 };
const BEN = 'ben@sandbox.example';
const delta = '/calendarView/delta';
let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const location = (displayName: string) => ({ location: { displayName } });
const loseAnswer = () => office.sandbox.faults.push({ method: 'POST', path: '$batch', when: 'after', drop: true, times: 1 });
const expectQuiet = async () => {
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
};
async function connectBen() {
  const ben = await office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: BEN });
  await office.connect(ben);
  const syncBoth = async () => {
    for (const { documentId } of [office.ada, ben, office.ada, ben])
      await office.services.sync.run({ user: documentId, resource: 'calendar' });
  };
  return { ben, bens: office.sandbox.mailbox(BEN), syncBoth };
}

describe('a create whose answer is lost (lesson 1)', () => {
  it('is dropped by Microsoft when it is sent again, though neither search nor list of changes shows it yet', async () => {
    await office.sync();
    await office.createEvent(local('New', 24));
    office.mailbox.setReplicationDelay(600_000);
    loseAnswer();
    await office.sync();
    office.sandbox.faults.push({ method: 'GET', path: '/events?$filter=', answer: { status: 200, body: { value: [] } } });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['New']);
    office.mailbox.setReplicationDelay(0);
    await office.sync();
    expect(await inStrapi(office)).toEqual(['New']);
    await expectQuiet();
  });

  it('is looked for by our key: what it made goes with an entry that was deleted meanwhile', async () => {
    const { documentId } = await office.createEvent(local('Far', 24 * 900)); // where no list of changes would name it
    loseAnswer();
    await office.sync();
    await office.deleteEvent(documentId);
    await office.sync();
    await office.sync();
    expect(inMicrosoft(office)).toEqual([]);
  });
});

describe('a task whose create was not answered (lesson 1)', () => {
  let at: TasksOffice;
  beforeEach(async () => {
    await office.close();
    at = await openTasksOffice();
  });
  afterEach(() => at.close());

  it('is looked for by our key, since To Do drops no repetition', async () => {
    await at.sync();
    await at.create({ title: 'New' });
    at.office.mailbox.setReplicationDelay(600_000);
    at.office.sandbox.faults.push({ method: 'POST', path: '$batch', when: 'after', drop: true, times: 1 });
    await at.sync();
    await at.sync();
    expect(await at.titles()).toEqual({ strapi: ['New'], microsoft: ['New'] });
  });
});

describe('one meeting in several mailboxes', () => {
  it('is an entry of each person, all with the same uid (lesson 2)', async () => {
    const { ben, bens, syncBoth } = await connectBen();
    await office.createEvent({ ...local('Entry that no mailbox has yet', 48), owner: ben.documentId });
    office.mailbox.addEvent(remote('Stand-up', 24, { attendees: [{ type: 'required', emailAddress: { name: 'Ben', address: BEN } }] }));
    await syncBoth();
    const copies = (await office.events()).filter(({ subject }) => subject === 'Stand-up');
    expect(copies.map(({ owner }) => (owner as { documentId: string }).documentId).sort()).toEqual([office.user, ben.documentId].sort());
    expect(new Set(copies.map(({ iCalUId }) => iCalUId)).size).toBe(1);
    expect(bens.listEvents().filter(({ subject }) => subject === 'Stand-up')).toHaveLength(1);
    expect(bens.counters().mails + office.mailbox.counters().mails).toBe(0);
  });

  it('is copied by nobody once more: a copy that somebody made of our event comes in once (lesson 5)', async () => {
    const { bens, syncBoth } = await connectBen();
    await office.createEvent(local('Ours', 24));
    await office.sync();
    const [{ subject, start, end, singleValueExtendedProperties } = {}] = office.mailbox.listEvents();
    expect(singleValueExtendedProperties).toHaveLength(1);
    bens.addEvent({ subject, start, end, singleValueExtendedProperties });
    await syncBoth();
    expect(await inStrapi(office)).toEqual(['Ours', 'Ours']);
    expect([office.mailbox.listEvents().length, bens.listEvents().length]).toEqual([1, 1]);
  });

  it('is answered by whom it was sent to: the answer arrives, nothing is made or sent (lesson 7)', async () => {
    const { bens, syncBoth } = await connectBen();
    office.mailbox.addEvent(remote('Review', 24, { attendees: [{ type: 'required', emailAddress: { name: 'Ben', address: BEN } }] }));
    await syncBoth();
    for (const mailbox of [office.mailbox, bens]) mailbox.resetCounters();
    bens.respond(String(bens.listEvents()[0]?.['id']), 'accepted');
    await syncBoth();
    expect((await office.events()).filter(({ isOrganizer }) => isOrganizer)).toMatchObject([
      { subject: 'Review', attendees: [{ email: BEN, response: 'accepted' }] },
    ]);
    expect(await office.events()).toHaveLength(2);
    for (const mailbox of [office.mailbox, bens]) expect(mailbox.counters()).toMatchObject({ writes: 0, mails: 0 });
  });

  it('is written by its organizer alone, a series as well (lessons 25, 37)', async () => {
    const { bens } = await connectBen();
    const recurrence = {
      pattern: { type: 'daily', interval: 1 },
      range: { type: 'numbered', numberOfOccurrences: 5, startDate: graphTime(24).dateTime.slice(0, 10) },
    };
    bens.addEvent(
      remote('Daily', 24, {
        recurrence,
        attendees: [{ type: 'required', emailAddress: { name: 'Ada', address: office.mailbox.address } }],
      }),
    );
    await office.settings({ calendarInvitations: 'always' });
    await office.sync();
    office.mailbox.resetCounters();
    await office.updateEvent(await idOf(office, 'Daily'), { subject: 'Mine now', recurrence: 'FREQ=DAILY;COUNT=2' });
    expect(await office.sync()).toMatchObject({ microsoft: none, conflicts: 1 });
    expect(await office.events()).toMatchObject([{ subject: 'Daily', recurrence: 'FREQ=DAILY;COUNT=5' }]);
    expect(bens.listEvents()).toMatchObject([{ subject: 'Daily', isOrganizer: true }]);
    expect(office.mailbox.counters()).toMatchObject({ writes: 0, mails: 0 });
  });
});

describe('what both sides hold already', () => {
  it('is recognized by the uid that all copies share, under whatever title (lesson 3)', async () => {
    const { iCalUId } = office.mailbox.addEvent(remote('Kick-off', 24));
    await office.createEvent(local('Kick-off (as another system called it)', 24, { iCalUId }));
    expect(await office.sync()).toMatchObject({ matched: 1, strapi: { created: 0 }, microsoft: { created: 0 } });
    expect(office.mailbox.listEvents()).toHaveLength(1);
    expect(await office.events()).toHaveLength(1);
  });

  it('is linked and mails nobody, whatever differs and may be sent, until somebody says so (lesson 34)', async () => {
    await office.settings({ calendarInvitations: 'always' });
    office.mailbox.addEvent(remote('Board', 24, { attendees, ...location('Cellar') }));
    await office.createEvent(local('Board', 24, { location: 'Attic' }));
    expect(await office.sync()).toMatchObject({ matched: 1, mails: 0 });
    expect(office.mailbox.counters().mails).toBe(0);
    await office.sync({ full: true });
    const [held] = await office.services.held.list({ user: office.user });
    expect(held).toMatchObject({ code: 'would-send-mail', title: 'Board' });
    expect(office.mailbox.counters().mails).toBe(0);
    await office.services.held.approve({ id: String(held?.id) });
    expect(await office.sync()).toMatchObject({ mails: 1 });
    expect(office.mailbox.listEvents()).toMatchObject([location('Attic')]);
    await expectQuiet();
  });

  it('is linked anew, without a mail, when the links are lost (lesson 4)', async () => {
    await office.settings({ calendarInvitations: 'always' });
    office.mailbox.addEvent(remote('Board', 24, { attendees }));
    await office.createEvent(local('Ours', 30));
    await office.sync();
    office.mailbox.resetCounters();
    for (const name of ['links', 'cursors', 'marks']) await table(office, name).delete();
    expect(await office.sync({ full: true })).toMatchObject({ matched: 2, strapi: { created: 0 }, microsoft: none });
    expect(office.mailbox.counters()).toMatchObject({ writes: 0, mails: 0 });
    await expectQuiet();
  });
});

describe('the trouble of one account stops no other (lesson 39)', () => {
  it.each([
    [
      'who fails again and again, though one runs at a time',
      { concurrency: 1, fault: { answer: refusal(500, 'ErrorInternalServerError'), times: 1000 }, isOver: true },
    ],
    ['who is throttled for an hour', { concurrency: 1, fault: { throttle: { seconds: 3600 } }, isOver: true }],
    ['who waits for an answer', { concurrency: 2, fault: { delayMilliseconds: 6000 }, isOver: false }],
  ])('%s', async (_who, { concurrency, fault, isOver }) => {
    await office.close();
    office = await openOffice({ isConnected: false, boot: { config: { scheduler: { enabled: true, concurrency } } } });
    office.sandbox.faults.push({ method: 'GET', path: delta, address: BEN, ...fault });
    const { ben } = await connectBen();
    const bens = () => office.services.sync.history({ user: ben.documentId });
    await until(async () => (isOver ? (await bens()).length > 0 : office.sandbox.faults.pending.length === 0));
    addRemote(office, ['A']);
    await office.connect();
    await until(async () => (await inStrapi(office)).length > 0);
    expect(await inStrapi(office)).toEqual(['A']);
    if (!isOver) expect(await bens()).toEqual([]); // it was under way all the time
  });

  const until = async (isSo: () => Promise<boolean>) => {
    for (const giveUpAt = Date.now() + 20_000; !(await isSo()) && Date.now() < giveUpAt;) await wait(100);
  };
});

describe('an absence', () => {
  it('of everything, in an answer that is empty and well-formed, deletes nothing (lesson 11)', async () => {
    addRemote(office, ['A', 'B']);
    await office.sync();
    const empty = { value: [], '@odata.deltaLink': `${office.sandbox.graph}/v1.0/me${delta}?$deltatoken=empty` };
    office.sandbox.faults.push({ method: 'GET', path: delta, answer: { status: 200, body: empty } });
    expect(await office.sync({ full: true })).toMatchObject({ strapi: none, microsoft: none });
    expect(await inStrapi(office)).toEqual(['A', 'B']);
    expect(inMicrosoft(office)).toEqual(['A', 'B']);
  });

  it('of what was not read yet is none: a read that breaks off is gone on with where it stopped (lesson 12)', async () => {
    addRemote(office, manySubjects(250));
    const breakOff = () => office.sandbox.faults.push({ method: 'GET', path: /skiptoken/i, malformed: 'html', times: 1 });
    breakOff();
    expect(await office.sync()).toMatchObject({ outcome: 'delayed', strapi: { ...none, created: 200 } });
    office.mailbox.resetCounters();
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { ...none, created: 50 } });
    expect(office.mailbox.requests.filter(({ path }) => path.includes(delta))[0]?.path).toMatch(/skiptoken/i);
    await office.sync();
    breakOff();
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'delayed', strapi: none });
    expect(await table(office, 'links').where({ is_staged: true })).toEqual([]);
    expect(await office.events()).toHaveLength(250);
  });

  it('from a narrower window is no deletion on either side (lesson 16)', async () => {
    addRemote(office, ['Near']);
    office.mailbox.addEvent(remote('In four months', 24 * 120));
    await office.createEvent(local('In five months', 24 * 150));
    await office.sync();
    await office.settings({ calendarFutureDays: 7 });
    for (let run = 0; run < 3; run += 1) expect(await office.sync()).toMatchObject({ strapi: { deleted: 0 }, microsoft: none });
    expect(await inStrapi(office)).toEqual(['In five months', 'In four months', 'Near']);
    expect(inMicrosoft(office)).toEqual(['In five months', 'In four months', 'Near']);
  });
});

describe('what is known of a change', () => {
  it('is passed over by no run that could not take it in (lesson 12)', async () => {
    await office.sync();
    addRemote(office, manySubjects(201)); // more than a page
    office.sandbox.faults.push({ method: 'GET', path: /skiptoken/i, delayMilliseconds: 1_000 });
    const slow = office.sync({ full: true });
    for (const until = Date.now() + 20_000; office.sandbox.faults.pending.length > 0 && Date.now() < until;) await wait(10);
    await table(office, 'targets').update({ lease_token: 'of another process', leased_until: 0 }); // which takes over while the page is on its way
    expect(await slow).toMatchObject({ outcome: 'busy' });
    expect((await office.events()).length).toBeLessThan(201);
    await office.sync();
    expect(await office.events()).toHaveLength(201);
  });

  it('is kept with the answer to each create, whatever becomes of the others (lessons 13, 18)', async () => {
    await office.sync();
    for (const [at, subject] of manySubjects(45).entries()) await office.createEvent(local(subject, 24 + at));
    office.sandbox.faults.push({ method: 'POST', path: /\/events$/, times: 20 });
    office.sandbox.faults.push({ method: 'POST', path: /\/events$/, times: 20, answer: refusal(503, 'serviceNotAvailable') });
    expect(await office.sync()).toMatchObject({ outcome: 'delayed', microsoft: { ...none, created: 20 } });
    expect(await table(office, 'links').where({ state: 'linked' }).whereNotNull('microsoft_id')).toHaveLength(20);
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, created: 25 } });
    expect(inMicrosoft(office)).toEqual(manySubjects(45).sort());
    await expectQuiet();
  });
});

describe('a write', () => {
  it('names the changed fields alone: markup, attendees and what we do not know stay (lesson 29)', async () => {
    office.mailbox.addEvent(remote('Board', 24, { attendees, body: { contentType: 'html', content: '<p>About <b>money</b></p>' } }));
    await office.sync();
    office.mailbox.resetCounters();
    await office.updateEvent(await idOf(office, 'Board'), { showAs: 'free' });
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, updated: 1 }, held: 0 });
    const event = office.mailbox.getEvent(remoteIdOf(office, 'Board'));
    expect(event).toMatchObject({ showAs: 'free', attendees: [{ emailAddress: { address: 'cid@elsewhere.example' } }] });
    expect((event['body'] as { content: string }).content).toContain('<b>money</b>');
    expect(office.mailbox.counters().mails).toBe(0);
  });

  it('goes to the version it was judged by: an edit that nobody here has seen is a conflict, and not written over', async () => {
    office.mailbox.addEvent(remote('A', 24));
    await office.sync();
    await office.settings({ calendarConflictResolution: 'microsoft-wins' });
    await office.sync();
    await office.updateEvent(await idOf(office, 'A'), { subject: 'A here' });
    office.mailbox.setReplicationDelay(600_000); // the list of changes does not tell of it yet
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'A there' });
    expect(await office.sync()).toMatchObject({ conflicts: 1, microsoft: none });
    expect([await inStrapi(office), inMicrosoft(office)]).toEqual([['A there'], ['A there']]);
  });

  it('is agreed with its answer: an edit that is taken back before the list of changes tells of it is one (lesson 32)', async () => {
    addRemote(office, ['A']);
    await office.sync();
    office.mailbox.setReplicationDelay(600_000);
    for (const subject of ['B', 'A']) {
      await office.updateEvent(String((await office.events())[0]?.['documentId']), { subject });
      await office.sync();
      expect(inMicrosoft(office)).toEqual([subject]);
    }
  });

  it('is not repeated for what Microsoft cannot hold: parts of a second, line ends, blanks (lessons 30, 32)', async () => {
    const { documentId } = await office.createEvent({
      ...local('  Visit ', 24),
      body: 'By train\r\nor by car  \r\n\r\n',
      location: ' ',
      categories: [],
    });
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, created: 1 } });
    await expectQuiet();
    await office.updateEvent(documentId, { start: graphTime(24).dateTime.replace('.000', '.789Z'), body: 'By train\nor by car\r\n' });
    await expectQuiet();
    await expectQuiet();
  });

  it('never invites: attendees that Strapi knows stay there, so that nobody is mailed twice (lesson 36)', async () => {
    await office.settings({ calendarInvitations: 'always' });
    await office.createEvent(local('Board', 24, { attendees: [{ email: 'cid@elsewhere.example', name: 'Cid' }] }));
    await office.sync();
    expect(office.mailbox.listEvents()).toMatchObject([{ subject: 'Board', attendees: [] }]);
    expect(office.mailbox.counters().mails).toBe(0);
  });

  it('takes nothing from the person who saves: no request is made while an entry is edited (lesson 44)', async () => {
    addRemote(office, ['A']);
    await office.sync();
    office.sandbox.faults.push({ delayMilliseconds: 30_000, times: 100 });
    const before = office.sandbox.faults.pending.length + office.sandbox.requests.entries.length;
    await office.updateEvent(await idOf(office, 'A'), { location: 'Attic' });
    await office.deleteEvent(await idOf(office, 'A'));
    expect(office.sandbox.faults.pending.length + office.sandbox.requests.entries.length).toBe(before);
  });
});
