import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITY, openCrm, playgroundHomes, type Crm } from '../support/crm';
import { EVENT } from '../support/office';

const MANY = 1_000;
const zero = { created: 0, updated: 0, deleted: 0 };

describe('a thousand entries are moved to another home', () => {
  let crm: Crm;
  let asked = 0;
  const names = { from: EVENT, to: 'appointments' };
  const count = async () => [
    await crm.office.strapi.documents(EVENT).count({}),
    (await crm.documents(ACTIVITY).findMany({ limit: 2 * MANY })).length,
  ];
  beforeAll(async () => {
    const { crm: homes } = playgroundHomes();
    const [, , appointments] = homes.calendar?.homes ?? [];
    if (!appointments) throw new Error('the playground has other homes');
    crm = await openCrm({ resources: { calendar: { homes: [{ ...appointments, accepts: 'none' }] } } });
    const day = new Date(new Date().setUTCHours(24, 0, 0, 0)).getTime();
    for (let index = 0; index < MANY; index += 1) {
      const at = (minutes: number) => ({
        dateTime: new Date(day + (index * 30 + minutes) * 60_000).toISOString().slice(0, 19),
        timeZone: 'UTC',
      });
      crm.office.mailbox.addEvent({ subject: index % 500 === 107 ? `Refused ${index}` : `Event ${index}`, start: at(0), end: at(30) });
    }
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { created: MANY } });
    // A hook of the host that refuses after the row stands.
    crm.office.strapi.db.lifecycles.subscribe({
      models: [ACTIVITY],
      async afterCreate({ result }) {
        await Promise.resolve();
        if (String((result as { title?: unknown }).title).startsWith('Refused')) throw new Error('The title is not one of ours.');
      },
    });
  });
  afterAll(() => crm.close());

  it('stopped in between and gone on with, each is in one of the two', async () => {
    const { resources } = crm.office.services;
    asked = crm.office.sandbox.requests.entries.length;
    const stop = new AbortController();
    const seen: number[] = [];
    const first = await resources.adopt({
      ...names,
      signal: stop.signal,
      onProgress({ moved, stayed }) {
        seen.push(moved + stayed.length);
        if (moved > 300) stop.abort();
      },
    });
    expect(first).toMatchObject({ total: MANY, isDone: false });
    expect(seen).toEqual(seen.map((_, at) => (at + 1) * 50));
    expect(await count()).toEqual([MANY - first.moved, first.moved]);
    const rest = await resources.adopt(names);
    expect(rest).toMatchObject({ isDone: true, moved: MANY - 2 - first.moved });
    expect(rest.stayed.map(({ why }) => why)).toEqual(
      Array.from({ length: 2 }, () => expect.stringMatching(/by a rule or a hook .* The title is not one of ours\./) as unknown),
    );
    expect(await count()).toEqual([2, MANY - 2]);
    expect(crm.office.sandbox.requests.entries.length).toBe(asked);
  }, 180_000);

  it('and neither the next run nor one that reads everything writes anything', async () => {
    expect(await crm.sync('calendar')).toMatchObject({ strapi: zero, microsoft: zero, held: 0, conflicts: 0 });
    expect(await crm.sync('calendar', { full: true })).toMatchObject({ strapi: zero, microsoft: zero, held: 0, conflicts: 0, matched: 0 });
    const written = crm.office.sandbox.requests.entries
      .slice(asked)
      .filter(({ method, path }) => method !== 'GET' && !path.includes('token'));
    expect(written).toEqual([]);
  });
});
