import { beforeEach, describe, expect, it } from 'vitest';
import { inWords } from '../../src/contracts/reasons';
import { memoryHere } from './here';
import { ofTarget, rowsOf } from './state';
import { contentTypes } from './own-types';
import { MemoryWorld } from './world';

/** What Microsoft does not answer for, of single items and for long. */
const target = { user: 'ada', resource: 'calendar' } as const;
const nine = { dateTime: '2026-04-01T09:00:00', timeZone: 'UTC' };
const ten = { dateTime: '2026-04-01T10:00:00', timeZone: 'UTC' };
const daily = { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', numberOfOccurrences: 3, startDate: '2026-04-01' } };
const local = (subject: string) => ({
  subject,
  start: '2026-04-01T09:00:00.000Z',
  end: '2026-04-01T10:00:00.000Z',
  timeZone: 'Europe/Berlin',
  categories: [],
});

interface Trouble {
  readonly status: number;
  readonly code: string;
  concerns(part: { readonly method: string; readonly url: string; readonly body?: { readonly subject?: unknown } }): boolean;
}
let trouble: Trouble | null;
let sent: string[];
let world: MemoryWorld;
let here: ReturnType<typeof memoryHere>;
beforeEach(() => {
  trouble = null;
  sent = [];
  world = new MemoryWorld({
    resources: ['calendar'], conflictResolution: 'strapi-wins', seed: 1,
    breakage: {
      fetch: (fetch) => async (input, init) => {
        if (!String(input).includes('$batch')) return fetch(input, init);
        const { requests } = JSON.parse(String(init?.body)) as { requests: (Parameters<Trouble['concerns']>[0] & { id: string })[] };
        sent.push(...requests.map(({ method }) => method));
        const failing = requests.filter((part) => trouble?.concerns(part));
        const others = requests.filter((part) => !failing.includes(part));
        const failed = failing.map(({ id }) => ({ id, status: trouble?.status, headers: {}, body: { error: { code: trouble?.code, message: 'Something is wrong.' } } }));
        const answered = others.length > 0 ? ((await (await fetch(input, { ...init, body: JSON.stringify({ requests: others }) })).json()) as { responses: object[] }).responses : [];
        return Response.json({ responses: [...failed, ...answered] });
      },
    },
  }); // prettier-ignore
  here = memoryHere(world, target, contentTypes.calendar, () => Date.parse('2026-03-02T09:00:00Z'));
});

const run = (minutes = 15) => {
  world.advance(minutes);
  return world.run('calendar');
};
const inStrapi = () => [...rowsOf(world.state, contentTypes.calendar.uid).values()].map(({ row }) => row['subject']).sort();
const inMicrosoft = () =>
  world.microsoft.person
    .listEvents()
    .map(({ subject }) => subject)
    .sort();
const held = () => [...ofTarget(world.state, target).held.values()].map((one) => ({ ...one, message: inWords(one.message) }));
const links = () => [...ofTarget(world.state, target).links.values()];
const writes = () => sent.splice(0).filter((method) => method !== 'GET');

describe('several items that are not answered', () => {
  const series = (subject: string) => world.microsoft.person.addEvent({ subject, start: nine, end: ten, recurrence: daily });
  const notShown = (status: number): Trouble => ({
    status,
    code: 'ErrorInternalServerError',
    concerns: ({ method, url }) => method === 'GET' && url.includes('exceptionOccurrences'),
  });

  it.each([500, 502])('hold only themselves, when Microsoft answers %i for all that are asked for', async (status) => {
    for (const subject of ['S1', 'S2']) series(subject);
    for (const subject of ['A', 'B', 'C']) world.microsoft.person.addEvent({ subject, start: nine, end: ten });
    trouble = notShown(status);
    expect(await run()).toMatchObject({ outcome: 'completed', held: 2 });
    expect(inStrapi()).toEqual(['A', 'B', 'C']);
    world.microsoft.person.addEvent({ subject: 'D', start: nine, end: ten });
    expect(await run()).toMatchObject({ outcome: 'completed', held: 0 });
    expect(inStrapi()).toEqual(['A', 'B', 'C', 'D']);
  });

  it('come in once they are', async () => {
    for (const subject of ['S1', 'S2']) series(subject);
    trouble = notShown(500);
    await run();
    trouble = null;
    await run();
    expect([inStrapi(), held()]).toEqual([['S1', 'S2'], []]);
  });

  it('come in within an hour or so, also where they were not for long', async () => {
    for (const subject of ['S1', 'S2']) series(subject);
    trouble = notShown(500);
    for (let at = 0; at < 4; at += 1) await run();
    expect([inStrapi(), held().length]).toEqual([[], 2]);
    await run(60);
    expect(held()).toHaveLength(2);
    trouble = null;
    expect(await run()).toMatchObject({ outcome: 'nothing-to-do' });
    await run(60);
    expect([inStrapi(), held()]).toEqual([['S1', 'S2'], []]);
    expect(await run()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('are held no longer when they are gone', async () => {
    const ids = ['S1', 'S2'].map((subject) => String(series(subject)['id']));
    trouble = notShown(500);
    for (let at = 0; at < 4; at += 1) await run();
    trouble = null;
    for (const id of ids) world.microsoft.person.deleteEvent(id);
    await run(60);
    expect([inStrapi(), held()]).toEqual([[], []]);
  });

  it.each([503, 504])('may be all that there is where Microsoft answers %i: it is left in peace once', async (status) => {
    for (const subject of ['S1', 'S2']) series(subject);
    for (const subject of ['A', 'B', 'C']) world.microsoft.person.addEvent({ subject, start: nine, end: ten });
    trouble = notShown(status);
    expect(await run()).toMatchObject({ outcome: 'delayed', reason: 'microsoft-unavailable' });
    expect(inStrapi()).toEqual([]);
    expect(await run()).toMatchObject({ outcome: 'completed', held: 2 });
    expect(inStrapi()).toEqual(['A', 'B', 'C']);
  });

  it('do not keep others from being written', async () => {
    trouble = { status: 500, code: 'ErrorInternalServerError', concerns: ({ body }) => String(body?.subject).startsWith('bad') };
    for (let at = 0; at < 20; at += 1) await here.create(local(`bad ${at}`));
    await here.create(local('good'));
    expect(await run()).toMatchObject({ outcome: 'delayed', microsoft: { created: 1 } });
    expect(inMicrosoft()).toEqual(['good']);
  });
});

describe('a mailbox that is full', () => {
  beforeEach(() => {
    trouble = { status: 507, code: 'ErrorQuotaExceeded', concerns: ({ method }) => method === 'POST' };
  });

  it('is told with the item, which is not sent with every run, and is written once there is room', async () => {
    await here.create(local('A'));
    expect(await run()).toMatchObject({ outcome: 'completed', held: 1 });
    expect(held()).toMatchObject([
      {
        code: 'rejected-by-microsoft',
        side: 'microsoft',
        title: 'A',
        message: expect.stringMatching(/mailbox .* is full.*Make room/) as string,
        nextTryAt: expect.any(String) as string,
      },
    ]);
    expect(links()).toMatchObject([{ state: 'creating' }]);
    expect(writes()).toEqual(['POST']);
    for (let again = 0; again < 3; again += 1) expect(await run()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(writes()).toEqual([]);
    await run(60);
    expect([writes(), held().length]).toEqual([['POST'], 1]);
    trouble = null;
    expect(await run(60)).toMatchObject({ outcome: 'completed', microsoft: { created: 1 } });
    expect([inMicrosoft(), held()]).toEqual([['A'], []]);
    expect(await run(120)).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('keeps an edit from being sent no longer than it has to, when the entry changes', async () => {
    await here.create(local('A'));
    await run();
    trouble = null;
    await here.update(String((await here.rows())[0]?.['documentId']), { subject: 'B' });
    await run();
    expect([inMicrosoft(), held()]).toEqual([['B'], []]);
  });

  it('forgets what was deleted meanwhile', async () => {
    await here.create(local('A'));
    await run();
    await here.remove(String((await here.rows())[0]?.['documentId']));
    await run(60);
    trouble = null;
    await run(90);
    await run();
    expect([inMicrosoft(), held(), links()]).toEqual([[], [], []]);
  });
});

describe('an item whose write is never answered', () => {
  const broken = (method: string): Trouble => ({
    status: 500,
    code: 'ErrorInternalServerError',
    concerns: (part) => part.method === method,
  });

  it('is held after some runs, with what Microsoft said, and written when that works', async () => {
    trouble = broken('POST');
    await here.create(local('A'));
    for (let at = 1; at < 5; at += 1) {
      await run();
      expect([at, held()]).toEqual([at, []]);
    }
    expect(await run()).toMatchObject({ outcome: 'completed', held: 1 });
    expect(held()).toMatchObject([{ title: 'A', message: expect.stringMatching(/could not take it.*Something is wrong/) as string }]);
    writes();
    for (let at = 0; at < 3; at += 1) await run();
    expect(writes()).toEqual([]);
    trouble = null;
    await run(60);
    expect([inMicrosoft(), held(), links().map(({ state }) => state)]).toEqual([['A'], [], ['linked']]);
  });

  it.each(['PATCH', 'DELETE'])('is held so too when it is a %s', async (method) => {
    await here.create(local('A'));
    await run();
    await run();
    trouble = broken(method);
    const id = String((await here.rows())[0]?.['documentId']);
    await (method === 'PATCH' ? here.update(id, { subject: 'B' }) : here.remove(id));
    for (let at = 0; at < 5; at += 1) await run();
    expect(held()).toMatchObject([{ side: 'microsoft', documentId: id }]);
    trouble = null;
    await run(60);
    expect([inMicrosoft(), held()]).toEqual([method === 'PATCH' ? ['B'] : [], []]);
  });

  it.each([
    ['POST', 409],
    ['PATCH', 409],
    ['PATCH', 412],
    ['PATCH', 404],
    ['DELETE', 412],
  ])(
    'is held so too when a %s is refused with %i, as if somebody had changed the item, though it is read each time',
    async (method, status) => {
      if (method !== 'POST') await here.create(local('A'));
      await run();
      await run();
      trouble = { status, code: 'ErrorIrresolvableConflict', concerns: (part) => part.method === method };
      if (method === 'POST') await here.create(local('A'));
      const id = String((await here.rows())[0]?.['documentId']);
      if (method === 'PATCH') await here.update(id, { subject: 'B' });
      if (method === 'DELETE') await here.remove(id);
      for (let at = 1; at < 5; at += 1) expect([at, await run(), held()]).toMatchObject([at, { held: 0 }, []]);
      expect(await run()).toMatchObject({ outcome: 'completed', held: 1 });
      expect(held()).toMatchObject([
        { side: 'microsoft', documentId: id, message: expect.stringMatching(/could not take it.*wrong/) as string },
      ]);
      writes();
      expect(await run()).toMatchObject({ outcome: 'nothing-to-do' });
      expect(writes()).toEqual([]);
      trouble = null;
      await run(60);
      expect([inMicrosoft(), held()]).toEqual([method === 'PATCH' ? ['B'] : method === 'DELETE' ? [] : ['A'], []]);
      expect(await run()).toMatchObject({ outcome: 'nothing-to-do' });
    },
  );

  it('is not counted where the connection was lost', async () => {
    await run();
    for (let at = 0; at < 6; at += 1) {
      if (at === 0) await here.create(local('A'));
      world.microsoft.faults.push({ path: '$batch', drop: true, when: 'before', times: 20 });
      await run();
      world.microsoft.faults.clear();
    }
    expect(held()).toEqual([]);
    await run();
    expect(inMicrosoft()).toEqual(['A']);
  });

  it('is made once, although what it had made was found only later', async () => {
    await run();
    world.microsoft.faults.push({ path: '/events', method: 'POST', answer: { status: 500 }, when: 'after', times: 1 });
    trouble = { status: 500, code: '', concerns: ({ method, url }) => method === 'GET' && url.includes('filter') };
    world.microsoft.setReplicationDelay(3 * 60 * 60_000);
    await here.create(local('A'));
    await run();
    expect(inMicrosoft()).toEqual(['A']);
    await here.remove(String((await here.rows())[0]?.['documentId']));
    await run(90);
    expect(links()).toMatchObject([{ state: 'creating' }]); // nobody has said that it is not there
    trouble = null;
    world.microsoft.setReplicationDelay(0);
    await run();
    await run();
    expect([inStrapi(), inMicrosoft()]).toEqual([[], []]);
  });
});

describe('a series that is listed, and not found when it is asked for', () => {
  const hidden: Trouble = {
    status: 404,
    code: 'ErrorItemNotFound',
    concerns: ({ method, url }) => method === 'GET' && url.includes('exceptionOccurrences'),
  };
  const listed = (subject: string) => String(world.microsoft.person.addEvent({ subject, start: nine, end: ten, recurrence: daily })['id']);

  it('stays in Strapi however long that lasts, is no reason to call a run done, and goes on as the same entry', async () => {
    const id = listed('S1');
    await run();
    const before = (await here.rows())[0]?.['documentId'];
    trouble = hidden;
    world.microsoft.person.changeEvent(id, { subject: 'S2' });
    for (let at = 0; at < 4; at += 1) {
      expect(await run()).toMatchObject({ outcome: 'delayed', reason: 'unfinished' });
      expect(inStrapi()).toEqual(['S1']);
    }
    trouble = null;
    await run();
    expect([inStrapi(), (await here.rows())[0]?.['documentId'], held()]).toEqual([['S2'], before, []]);
    expect(await run()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('comes in with the first run in which it is found', async () => {
    await run();
    trouble = hidden;
    listed('S1');
    for (let at = 0; at < 2; at += 1) expect(await run()).toMatchObject({ outcome: 'delayed' });
    trouble = null;
    await run();
    expect([inStrapi(), held()]).toEqual([['S1'], []]);
  });

  it('goes when the list does not name it any more', async () => {
    const id = listed('S1');
    await run();
    trouble = hidden;
    world.microsoft.person.changeEvent(id, { subject: 'S2' });
    await run();
    world.microsoft.person.deleteEvent(id);
    await run();
    expect([inStrapi(), links(), held()]).toEqual([[], [], []]);
  });
});

describe('what a run leaves', () => {
  it('is in its report, and brings the target back soon', async () => {
    await here.create(local('A'));
    await run();
    trouble = { status: 500, code: 'ErrorInternalServerError', concerns: ({ method }) => method === 'PATCH' };
    await here.update(String((await here.rows())[0]?.['documentId']), { subject: 'B' });
    const isDueIn = () => Number(ofTarget(world.state, target).schedule?.nextRunAt) - world.now();
    for (let at = 0; at < 4; at += 1) {
      expect(await run()).toMatchObject({ outcome: 'delayed', held: 0, reason: 'unfinished' });
      expect(isDueIn()).toBeLessThan(200_000);
    }
    expect(await run()).toMatchObject({ outcome: 'completed', held: 1 });
    expect(isDueIn()).toBeGreaterThan(600_000);
  });
});
