import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attendees, graphTime, inMicrosoft, manySubjects, refusal, remote, remoteIdOf, table } from '../support';
import { ACTIVITY, type Crm, openCrm, playgroundHomes } from '../support/crm';

/** What engines of this kind were complained of (docs/lessons.md), where a content type of the host holds the events. */
const none = { created: 0, updated: 0, deleted: 0 };
const delta = '/calendarView/delta';
let crm: Crm;
beforeEach(async () => {
  crm = await openCrm({ resources: playgroundHomes().crm });
});
afterEach(() => crm.close());

const office = () => crm.office;
const sync = (of?: { full?: boolean }) => crm.sync('calendar', of);
const inStrapi = async () => (await crm.documents(ACTIVITY).findMany()).map(({ title }) => String(title)).sort();
const appointment = (title: string, hours: number, more: object = {}) =>
  crm.createActivity('meeting', { title, ...timesAt(hours), ...more });
const timesAt = (hours: number) => ({ start: instant(hours), end: instant(hours + 1) });
const instant = (hours: number) => `${graphTime(hours).dateTime.slice(0, 19)}.000Z`;
const idOf = async (title: string) => {
  const [found] = await crm.documents(ACTIVITY).findMany({ filters: { title } });
  if (!found) throw new Error(`no ${title}`);
  return found.documentId;
};
const loseAnswer = () => office().sandbox.faults.push({ method: 'POST', path: '$batch', when: 'after', drop: true, times: 1 });
const expectQuiet = async () => {
  expect(await sync()).toMatchObject({ outcome: 'nothing-to-do' });
  expect(await sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
};

describe('a create whose answer is lost (lesson 1)', () => {
  it('is dropped by Microsoft when it is sent again, though neither search nor list of changes shows it yet', async () => {
    await sync();
    await appointment('New', 24);
    office().mailbox.setReplicationDelay(600_000);
    loseAnswer();
    await sync();
    office().sandbox.faults.push({ method: 'GET', path: '/events?$filter=', answer: { status: 200, body: { value: [] } } });
    await sync();
    expect(inMicrosoft(office())).toEqual(['New']);
    office().mailbox.setReplicationDelay(0);
    await sync();
    expect(await inStrapi()).toEqual(['New']);
    await expectQuiet();
  });

  it('is looked for by our key: what it made goes with an entry that was deleted meanwhile', async () => {
    const { documentId } = await appointment('Far', 24 * 900); // where no list of changes would name it
    loseAnswer();
    await sync();
    await crm.documents(ACTIVITY).delete({ documentId });
    await sync();
    await sync();
    expect(inMicrosoft(office())).toEqual([]);
  });
});

describe('what both sides hold already', () => {
  it('is linked anew, without a mail, when the links are lost (lesson 4)', async () => {
    await office().settings({ calendarInvitations: 'always' });
    office().mailbox.addEvent(remote('Board', 24, { attendees }));
    await appointment('Ours', 30);
    await sync();
    office().mailbox.resetCounters();
    for (const name of ['links', 'cursors', 'marks']) await table(office(), name).delete();
    expect(await sync({ full: true })).toMatchObject({ matched: 2, strapi: { created: 0 }, microsoft: none });
    expect(office().mailbox.counters()).toMatchObject({ writes: 0, mails: 0 });
    await expectQuiet();
  });
});

describe('an absence', () => {
  it('of everything, in an answer that is empty and well-formed, deletes nothing (lesson 11)', async () => {
    for (const subject of ['A', 'B']) office().mailbox.addEvent(remote(subject, 24));
    await sync();
    const empty = { value: [], '@odata.deltaLink': `${office().sandbox.graph}/v1.0/me${delta}?$deltatoken=empty` };
    office().sandbox.faults.push({ method: 'GET', path: delta, answer: { status: 200, body: empty } });
    expect(await sync({ full: true })).toMatchObject({ strapi: none, microsoft: none });
    expect(await inStrapi()).toEqual(['A', 'B']);
  });

  it('from a narrower window is no deletion on either side (lesson 16)', async () => {
    office().mailbox.addEvent(remote('In four months', 24 * 120));
    await appointment('In five months', 24 * 150);
    await sync();
    await office().settings({ calendarFutureDays: 7 });
    for (let run = 0; run < 3; run += 1) expect(await sync()).toMatchObject({ strapi: { deleted: 0 }, microsoft: none });
    expect(await inStrapi()).toEqual(['In five months', 'In four months']);
    expect(inMicrosoft(office())).toEqual(['In five months', 'In four months']);
  });
});

it('what is known of a change is kept with the answer to each create, whatever becomes of the others (lessons 13, 18)', async () => {
  await sync();
  for (const [at, title] of manySubjects(45).entries()) await appointment(title, 24 + at);
  office().sandbox.faults.push({ method: 'POST', path: /\/events$/, times: 20 });
  office().sandbox.faults.push({ method: 'POST', path: /\/events$/, times: 20, answer: refusal(503, 'serviceNotAvailable') });
  expect(await sync()).toMatchObject({ outcome: 'delayed', microsoft: { ...none, created: 20 } });
  office().sandbox.faults.clear();
  expect(await sync()).toMatchObject({ microsoft: { ...none, created: 25 } });
  expect(inMicrosoft(office())).toEqual(manySubjects(45).sort());
  await expectQuiet();
});

describe('a write', () => {
  it('names the changed fields alone: what the home does not hold, attendees and what we do not know stay (lesson 29)', async () => {
    office().mailbox.addEvent(remote('Board', 24, { showAs: 'oof', importance: 'high' }));
    await sync();
    office().mailbox.resetCounters();
    await crm.documents(ACTIVITY).update({ documentId: await idOf('Board'), data: { place: 'Attic' } });
    expect(await sync()).toMatchObject({ microsoft: { ...none, updated: 1 }, held: 0 });
    expect(office().mailbox.getEvent(remoteIdOf(office(), 'Board'))).toMatchObject({
      showAs: 'oof',
      importance: 'high',
      location: { displayName: 'Attic' },
    });
    await expectQuiet();
  });

  it('is not repeated for what Microsoft cannot hold: parts of a second and blanks (lessons 30, 32)', async () => {
    const { documentId } = await appointment('  Visit ', 24, { place: ' ', labels: [] });
    expect(await sync()).toMatchObject({ microsoft: { ...none, created: 1 } });
    await expectQuiet();
    await crm.documents(ACTIVITY).update({ documentId, data: { start: instant(24).replace('.000', '.789') } });
    expect(await sync()).toMatchObject({ microsoft: none });
    await expectQuiet();
  });

  it('takes nothing from the person who saves: no request is made while an entry is edited (lesson 44)', async () => {
    const { documentId } = await appointment('A', 24);
    await sync();
    office().sandbox.faults.push({ delayMilliseconds: 30_000, times: 100 });
    const before = office().sandbox.faults.pending.length + office().sandbox.requests.entries.length;
    await crm.documents(ACTIVITY).update({ documentId, data: { place: 'Attic' } });
    await crm.documents(ACTIVITY).delete({ documentId });
    expect(office().sandbox.faults.pending.length + office().sandbox.requests.entries.length).toBe(before);
  });
});
