import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRemote, idOf, inMicrosoft, inStrapi, local, openOffice, refusal, remote, remoteIdOf, table, type Office } from '../support';
import { containerOf } from '../support/container';

/** Microsoft cannot always answer for as many days as are set (graph-facts §1.2). */
const none = { created: 0, updated: 0, deleted: 0 };
const DAY = 24;
const tooMany = {
  status: 400,
  body: {
    error: {
      code: 'ErrorInvalidRequest',
      message: 'The requested time duration specified for calendar view is too long. Maximum number of days: 200.',
    },
  },
};
const timeOut = refusal(504, 'UnknownError');
let office: Office;
beforeEach(async () => {
  office = await openOffice();
  containerOf(office.strapi).effects.sleep = () => Promise.resolve(); // the pauses between repeats of a request are tested elsewhere (bad-answers)
});
afterEach(() => office.close());

const hour = 3_600_000;
/** Moves on the time of the database. */
function advance(milliseconds: number): void {
  containerOf(office.strapi).clock.offsetMs += milliseconds;
}
const refuse = (widerThanDays: number, answer: { status: number }) =>
  office.sandbox.faults.push({ method: 'GET', path: '/calendarView/delta', widerThanDays, answer, times: 10_000 });
const narrowedTo = async () =>
  (await office.services.sync.status({ user: office.user })).find(({ resource }) => resource === 'calendar')?.narrowedTo;
/** Widths of the windows that were asked for, in days. */
function askedFor(): number[] {
  const widths = office.mailbox.requests.flatMap(({ path }) => {
    const query = new URL(path, 'http://graph').searchParams;
    const [from, to] = [query.get('startDateTime'), query.get('endDateTime')];
    return from && to ? [(Date.parse(to) - Date.parse(from)) / 86_400_000] : [];
  });
  office.mailbox.resetCounters();
  return widths.filter((width, at) => width !== widths[at - 1]); // repeated by the gateway
}
const far = (subject: string) => remote(subject, 300 * DAY);

describe.each([
  ['504 in two runs', timeOut, 1],
  ['400 that names the most days', tooMany, 0],
])('a window too wide, told by a %s', (_how, answer, delayed) => {
  it('is halved until it is answered, which is said and remembered', async () => {
    refuse(200, answer);
    addRemote(office, ['Near']);
    office.mailbox.addEvent(far('Far'));
    for (let run = 0; run < delayed; run += 1) {
      expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'microsoft-unavailable' });
      expect([askedFor(), await narrowedTo()]).toEqual([[458], null]);
    }
    expect(await office.sync()).toMatchObject({
      outcome: 'completed',
      strapi: { ...none, created: 1 },
      reason: expect.stringMatching(/fewer are read for now: 7 back and 91 ahead/) as string,
    });
    expect(askedFor()).toEqual([458, 228, 113]);
    expect(await inStrapi(office)).toEqual(['Near']);
    expect(await narrowedTo()).toEqual({ pastDays: 7, futureDays: 91 });

    addRemote(office, ['New']);
    expect(await office.sync()).toMatchObject({
      outcome: 'completed',
      strapi: { ...none, created: 1 },
      reason: expect.stringMatching(/fewer are read/) as string,
    });
    expect(await office.sync()).toMatchObject({
      outcome: 'nothing-to-do',
      requests: 1,
      reason: expect.stringMatching(/fewer are read/) as string,
    });
    expect(askedFor()).toEqual([]);
  });
});

it('what leaves the window by that is deleted nowhere, and still followed', async () => {
  addRemote(office, ['Near']);
  for (const subject of ['Far 1', 'Far 2', 'Far 3', 'Far 4']) office.mailbox.addEvent(far(subject));
  await office.createEvent(local('Made here', 310 * DAY));
  await office.sync();
  const all = ['Far 1', 'Far 2', 'Far 3', 'Far 4', 'Made here', 'Near'];
  refuse(100, tooMany);
  for (let run = 0; run < 3; run += 1) expect(await office.sync({ full: true })).toMatchObject({ strapi: none, microsoft: none, held: 0 });
  expect([await inStrapi(office), inMicrosoft(office)]).toEqual([all, all]);

  await office.updateEvent(await idOf(office, 'Far 1'), { subject: 'Far, moved' });
  office.mailbox.changeEvent(remoteIdOf(office, 'Far 2'), { subject: 'Far, renamed' });
  await office.deleteEvent(await idOf(office, 'Far 3'));
  office.mailbox.deleteEvent(remoteIdOf(office, 'Far 4'));
  await office.sync();
  await office.sync({ full: true });
  const left = ['Far, moved', 'Far, renamed', 'Made here', 'Near'];
  expect([await inStrapi(office), inMicrosoft(office)]).toEqual([left, left]);
});

it('is widened again, a step with each full read, once Microsoft can answer', async () => {
  office.mailbox.addEvent(far('Far'));
  refuse(200, tooMany);
  await office.sync();
  expect(askedFor()).toEqual([458, 228, 113]);
  await office.sync({ full: true });
  expect(askedFor()).toEqual([228, 113]);
  office.sandbox.faults.clear();
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  expect(askedFor()).toEqual([]);
  await office.sync({ full: true });
  expect([askedFor(), await narrowedTo()]).toEqual([[228], { pastDays: 15, futureDays: 182 }]);
  expect(await office.sync({ full: true })).toMatchObject({ strapi: { ...none, created: 1 }, reason: null });
  expect([askedFor(), await narrowedTo()]).toEqual([[458], null]);
  expect(await inStrapi(office)).toEqual(['Far']);
});

it('is asked for as it is set when the setting changes', async () => {
  refuse(200, tooMany);
  await office.sync();
  askedFor();
  await office.settings({ calendarPastDays: 10, calendarFutureDays: 20 });
  expect(await office.sync()).toMatchObject({ reason: null });
  expect([askedFor(), await narrowedTo()]).toEqual([[93], null]);
});

it('is not narrowed for ever: where no window is answered the run is delayed, and nothing is remembered', async () => {
  addRemote(office, ['A', 'B', 'C']);
  await office.sync();
  askedFor();
  refuse(0, tooMany);
  expect(await office.sync({ full: true })).toMatchObject({ outcome: 'delayed', strapi: none });
  expect(askedFor()).toEqual([458, 228, 113, 55, 26, 14, 8]);
  expect(await narrowedTo()).toBeNull();
  office.sandbox.faults.clear();
  expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', reason: null });
  expect(await inStrapi(office)).toEqual(['A', 'B', 'C']);
});

it('is not taken for too wide when a link is not answered once, which was before; it is when the next run meets the same', async () => {
  addRemote(office, ['A']);
  await office.sync();
  askedFor();
  office.sandbox.faults.push({ method: 'GET', path: /deltatoken/i, answer: timeOut, times: 10_000 });
  expect(await office.sync()).toMatchObject({ outcome: 'delayed' });
  expect([askedFor(), await narrowedTo()]).toEqual([[], null]);
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', reason: expect.stringMatching(/fewer are read/) as string });
  expect([askedFor(), await narrowedTo()]).toEqual([[228], { pastDays: 15, futureDays: 182 }]);
});

it('may be what a 503 means that several runs have met; one that has met it first waits', async () => {
  refuse(200, refusal(503, 'ErrorServerBusy'));
  expect(await office.sync()).toMatchObject({ outcome: 'delayed' });
  expect(askedFor()).toEqual([458]);
  await table(office, 'targets').update({ attempts: 3 });
  expect(await office.sync()).toMatchObject({ outcome: 'delayed' }); // what else has failed does not count
  expect(askedFor()).toEqual([458]);
  await table(office, 'targets').update({ window_refusals: 3 });
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', reason: expect.stringMatching(/fewer are read/) as string });
  expect(askedFor()).toEqual([458, 228, 113]);
});

it('is not what a 504 means that is not met again', async () => {
  office.mailbox.addEvent(far('Far'));
  office.sandbox.faults.push({ method: 'GET', path: '/calendarView/delta', answer: timeOut, times: 4 }); // the gateway asks as often
  expect(await office.sync()).toMatchObject({ outcome: 'delayed' });
  expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { ...none, created: 1 }, reason: null });
  expect([askedFor(), await narrowedTo()]).toEqual([[458], null]);
  office.sandbox.faults.push({ method: 'GET', path: '/calendarView/delta', answer: timeOut, times: 4 }); // nor is one long after it
  expect(await office.sync()).toMatchObject({ outcome: 'delayed' });
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', reason: null });
  expect([askedFor(), await narrowedTo()]).toEqual([[], null]);
});

it('is asked for as it is set every few hours, whatever ran in between, and read as soon as Microsoft can answer', async () => {
  office.mailbox.addEvent(far('Far'));
  refuse(200, tooMany);
  await office.sync();
  expect(askedFor()).toEqual([458, 228, 113]);
  advance(5 * hour);
  office.sandbox.faults.clear();
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  expect(askedFor()).toEqual([]);
  advance(2 * hour);
  expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { ...none, created: 1 }, reason: null });
  expect([askedFor(), await narrowedTo()]).toEqual([[458], null]);
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', requests: 1 });
});

it.each([
  ['a 400 that names the most days', tooMany],
  ['a 504', timeOut],
  ['a 500', refusal(500, 'generalException')],
])(
  'where that is still refused, with %s, the run goes on where it was, and asks again some hours later',
  { timeout: 60_000 },
  async (_how, answer) => {
    addRemote(office, ['Near']);
    refuse(200, tooMany);
    await office.sync();
    askedFor();
    office.sandbox.faults.clear();
    refuse(200, answer);
    advance(7 * hour);
    addRemote(office, ['New']);
    expect(await office.sync()).toMatchObject({
      outcome: 'completed',
      strapi: { ...none, created: 1 },
      reason: expect.stringMatching(/7 back and 91 ahead/) as string,
    });
    expect(askedFor()).toEqual([458, 228]);
    advance(5 * hour);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', requests: 1 });
    expect(askedFor()).toEqual([]);
    advance(2 * hour);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', reason: expect.stringMatching(/7 back and 91 ahead/) as string });
    expect(askedFor()).toEqual([458, 228]);
  },
);
