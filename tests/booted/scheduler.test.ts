import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openOffice, type Office } from '../support';
import { containerOf } from '../support/container';

const soon = (hours: number): string => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString();
const graphTime = (hours: number) => ({ dateTime: soon(hours).replace('Z', ''), timeZone: 'UTC' });

let office: Office;
afterEach(() => office.close());
const open = async (scheduler: object = {}) => {
  office = await openOffice({ boot: { config: { scheduler: { enabled: true, ...scheduler } } } });
};
/** Time of the database, moved on. */
const advance = (minutes: number) => {
  const container = containerOf(office.strapi);
  container.clock.offsetMs += minutes * 60_000;
};
async function eventually<T>(look: () => T | Promise<T>, isIt: (found: T) => boolean, seconds = 20): Promise<T> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (isIt(found)) return found;
    if (Date.now() > until) throw new Error(`not within ${seconds} s: ${JSON.stringify(found)?.slice(0, 500)}`);
    await wait(100);
  }
}
const microsoft = () => office.mailbox.listEvents().map(({ subject }) => subject);

describe('the scheduler', () => {
  it('imports as soon as an account is connected, carries a local edit within seconds, and reads again when the interval is over', async () => {
    await open();
    office.mailbox.addEvent({ subject: 'First', start: graphTime(24), end: graphTime(25) });
    await eventually(
      () => office.services.sync.history({ user: office.user }),
      (runs) => runs.length > 0,
    );
    advance(16);
    await eventually(
      () => office.events(),
      (events) => events.length === 1,
    );

    const savedAt = Date.now();
    await office.createEvent({ subject: 'Second', start: soon(30), end: soon(31) });
    await eventually(microsoft, (subjects) => subjects.includes('Second'));
    expect(Date.now() - savedAt).toBeLessThan(15_000);

    // Without load within a moment: its own process is woken, and does not wait for the next tick.
    const took: number[] = [];
    for (let at = 0; at < 5; at += 1) {
      await wait(137 * at);
      const editedAt = Date.now();
      await office.createEvent({ subject: `Quick ${at}`, start: soon(40 + at), end: soon(41 + at) });
      await eventually(microsoft, (subjects) => subjects.includes(`Quick ${at}`));
      took.push(Date.now() - editedAt);
    }
    expect(Math.max(...took)).toBeLessThan(1_500);

    const rest = async () => (await office.services.sync.status({ user: office.user }))[0];
    const row = await eventually(rest, (found) => found?.inProgress === false && found.nextSyncAt !== null);
    expect(row).toMatchObject({
      resource: 'calendar',
      enabled: true,
      state: 'connected',
      conflicts: 0,
      held: 0,
      lastSyncAt: expect.any(String),
    });
  });

  it('runs nothing while the resource is off, and starts when it is switched on', async () => {
    await open();
    await office.settings({ calendarEnabled: false });
    advance(20);
    await office.createEvent({ subject: 'Waiting', start: soon(30), end: soon(31) });
    expect(await office.sync()).toMatchObject({ outcome: 'off', requests: 0 });
    expect(microsoft()).toEqual([]);
    await office.settings({ calendarEnabled: true });
    await eventually(microsoft, (subjects) => subjects.includes('Waiting'));
  });

  it('never runs one target twice at once: simultaneous calls wait for each other', async () => {
    await open({ enabled: false });
    for (let at = 0; at < 5; at += 1) await office.createEvent({ subject: `E${at}`, start: soon(24 + at), end: soon(25 + at) });
    const runs = await Promise.all([office.sync(), office.sync(), office.sync()]);
    expect(runs.map(({ microsoft: { created } }) => created).sort()).toEqual([0, 0, 5]);
    expect(office.mailbox.listEvents()).toHaveLength(5);
  });

  it('waits for its own run when Strapi ends, and the next start goes on', async () => {
    await open({ enabled: false });
    for (let at = 0; at < 5; at += 1) office.mailbox.addEvent({ subject: `E${at}`, start: graphTime(24 + at), end: graphTime(25 + at) });
    office.sandbox.faults.push({ path: /delta/, delayMilliseconds: 500 });
    const running = office.sync();
    await wait(100);
    await office.booted.close({ keep: true });
    expect((await running).outcome).toMatch(/completed|delayed/);
  });

  it('in the role of “web” runs nothing itself: it waits for a process that does', async () => {
    await open({ role: 'web' });
    office.mailbox.addEvent({ subject: 'First', start: graphTime(24), end: graphTime(25) });
    const waiting = office.services.sync.run({ user: office.user });
    await wait(1_500);
    expect(await office.services.sync.history({ user: office.user })).toEqual([]);
    const { scheduler } = containerOf(office.strapi);
    await scheduler.runNow([{ user: office.user, resource: 'calendar' }], { isFull: false }); // as another process would
    expect((await waiting).runs).toMatchObject([
      { resource: 'calendar', outcome: 'completed', strapi: { created: 1 } },
      { resource: 'tasks', outcome: 'off' },
    ]);
  });
});
