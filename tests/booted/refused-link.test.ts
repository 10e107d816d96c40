import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type Office } from '../support';

const page = (status: number) => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Blocked</title><p>This address is not let through.</p>',
});
/** Only links that an earlier answer gave: their beginning is let through. */
const storedLinks = { method: 'GET', path: /deltatoken/i, times: 10_000 };
const hour = (hours: number) => ({
  dateTime: new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString().replace('Z', ''),
  timeZone: 'UTC',
});

describe('a stored link that somebody on the way does not let through', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());
  afterEach(() => office.sandbox.faults.clear());

  const subjects = async () => (await office.events()).map(({ subject }) => subject);

  it.each([400, 403, 404, 405, 406, 414, 451, 500])(
    'answered with %i, it is given up after a few runs, and nothing is lost',
    async (status) => {
      await office.sync();
      const before = (await subjects()).length;
      office.mailbox.addEvent({ subject: `made there, ${status}`, start: hour(30), end: hour(31) });
      office.sandbox.faults.push({ ...storedLinks, answer: page(status) });
      const outcomes: string[] = [];
      for (let run = 0; run < 4 && !outcomes.includes('completed'); run += 1) outcomes.push((await office.sync()).outcome);
      expect(outcomes).toEqual(status === 403 ? ['completed'] : ['delayed', 'delayed', 'completed']);
      expect((await subjects()).length).toBe(before + 1);
      expect(await subjects()).toContain(`made there, ${status}`);
      expect(await office.services.accounts.status({ user: office.user })).toMatchObject({ state: 'connected' });
    },
  );

  it('in the middle of a full round, whoever asks for everything gets it at once', async () => {
    office.sandbox.faults.clear();
    await office.sync();
    for (let at = 0; at < 201; at += 1) office.mailbox.addEvent({ subject: `one of many ${at}`, start: hour(40 + at), end: hour(41 + at) });
    office.sandbox.faults.push({ method: 'GET', path: /skiptoken/i, times: 10_000, answer: page(404) });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'delayed' });
    office.sandbox.faults.clear();
    // The link of that page is refused for good; a new round's is let through.
    office.sandbox.faults.push({ method: 'GET', path: /skiptoken/i, times: 1, answer: page(404) });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'completed' });
    expect((await subjects()).filter((subject) => String(subject).startsWith('one of many'))).toHaveLength(201);
  });
});
