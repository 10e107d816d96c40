import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type Office } from '../support';

const HOUR = 3_600_000;
const MB = 1_000_000;
const graphTime = (hours: number) => ({
  dateTime: new Date(Math.floor(Date.now() / HOUR) * HOUR + hours * HOUR).toISOString().replace('Z', ''),
  timeZone: 'UTC',
});
const event = (subject: string, length = 1) => ({
  subject,
  start: graphTime(24),
  end: graphTime(25),
  body: { contentType: 'text', content: 'x'.repeat(length) },
});

/** More than is read of one answer: smaller pages, then the items by themselves, then only the culprit is held. */
describe('answers that are too large', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());
  afterEach(() => office.sandbox.faults.clear());

  const subjects = async () => (await office.events()).map(({ subject }) => subject).sort();
  it('a page that is too large is asked for in smaller ones', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `long ${String(at).padStart(2, '0')}`);
    for (const name of names) office.mailbox.addEvent(event(name, 1.2 * MB));
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { created: 30 }, held: 0 });
    expect(await subjects()).toEqual(names);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('an item that is too large by itself is held, and nothing else', async () => {
    const id = office.mailbox.addEvent(event('too long', 17 * MB)).id;
    office.mailbox.addEvent(event('beside it'));
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { created: 1 }, held: 1 });
    const [held] = await office.services.held.list({ user: office.user });
    expect(held).toMatchObject({ microsoftId: id, message: expect.stringContaining('larger than') });
    expect(await subjects()).toContain('beside it');
    expect(await subjects()).not.toContain('too long');
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    office.mailbox.changeEvent(String(id), { body: { contentType: 'text', content: 'shorter' } });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { created: 1 } });
    expect(await office.services.held.list({ user: office.user })).toEqual([]);
  });

  it('a page that stays too large whatever is asked for is gone through, and its items are read by themselves', async () => {
    office.mailbox.addEvent({
      ...event('daily'),
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', startDate: graphTime(24).dateTime.slice(0, 10), numberOfOccurrences: 5, recurrenceTimeZone: 'UTC' },
      },
    });
    office.sandbox.faults.push({ path: '/calendarView/delta', longer: 20 * MB, times: 1_000 });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { created: 1 }, held: 0 });
    expect(await subjects()).toContain('daily');
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });
});
