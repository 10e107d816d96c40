import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Call } from '../testing/fixture.js';
import { ada, bob, readRound, startTestSandbox, todoCallerFor } from '../testing/fixture.js';

let sandbox: Sandbox;
let call: Call;
let first: string;
beforeEach(async () => {
  const start = Date.now();
  sandbox = await startTestSandbox({ now: () => start });
  call = await todoCallerFor(sandbox, ada);
  first = `/me/todo/lists/${side().defaultListId}/tasks/delta`;
  for (const title of ['a', 'b', 'c', 'd']) side().addTask({ title });
});
afterEach(() => sandbox.close());
const side = () => sandbox.mailbox(ada).tasks;
const titles = (body: { value: { title: string }[] }) => body.value.map(({ title }) => title).join('');

describe('throttling', () => {
  it('lasts until the wait is over, and anew for who asks too early', async () => {
    sandbox.faults.push({ address: ada, throttle: { seconds: 10 } });
    const refused = await call('GET', '/me/calendar');
    expect([refused.status, refused.headers.get('retry-after'), refused.body['error'].code]).toEqual([429, '10', 'TooManyRequests']);
    sandbox.clock.advance(9000);
    expect((await call('GET', '/me/calendar')).status).toBe(429);
    sandbox.clock.advance(9000);
    expect((await call('GET', '/me/calendar')).status).toBe(429);
    sandbox.clock.advance(10_000);
    expect((await call('GET', '/me/calendar')).status).toBe(200);
    expect(sandbox.faults.pending).toEqual([]);
  });

  it('tells the wait as a date, or not at all', async () => {
    sandbox.faults.push({ address: ada, throttle: { seconds: 10, status: 503, retryAfter: 'date' } });
    const dated = await call('GET', '/me/calendar');
    expect(dated.status).toBe(503);
    expect(Math.abs(Date.parse(dated.headers.get('retry-after') ?? '') - sandbox.clock.now() - 10_000)).toBeLessThan(1000);
    sandbox.faults.clear();
    sandbox.faults.push({ throttle: { seconds: 1, retryAfter: 'absent' } });
    expect((await call('GET', '/me/calendar')).headers.get('retry-after')).toBeNull();
  });

  it('strikes the parts of a batch, of one mailbox alone', async () => {
    sandbox.faults.push({ address: ada, path: '/todo/', throttle: { seconds: 7 } });
    const { status, body } = await call('POST', '/$batch', {
      requests: [
        { id: 'a', method: 'GET', url: '/me/todo/lists' },
        { id: 'b', method: 'GET', url: '/me/calendar' },
      ],
    });
    const parts = Object.fromEntries(body['responses'].map((one: { id: string }) => [one.id, one]));
    expect([status, parts['a'].status, parts['a'].headers['Retry-After'], parts['b'].status]).toEqual([200, 429, '7', 200]);
    expect((await (await todoCallerFor(sandbox, bob))('GET', '/me/todo/lists')).status).toBe(200);
  });
});

describe('answers that go wrong', () => {
  it.each(['cut', 'html', 'empty', 'otherShape'] as const)('are %s though the task was made', async (malformed) => {
    sandbox.faults.push({ method: 'POST', malformed });
    const path = first.replace('/delta', '');
    const title = await call('POST', path, { title: 'e' }).then(
      ({ body }) => body?.['title'],
      () => 'no JSON',
    );
    expect(title).not.toBe('e');
    expect(side().listTasks()).toHaveLength(5);
  });

  it('are lost before or after the task was made', async () => {
    const path = first.replace('/delta', '');
    sandbox.faults.push({ method: 'POST', drop: true });
    await expect(call('POST', path, { title: 'e' })).rejects.toThrow();
    expect(side().listTasks()).toHaveLength(4);
    sandbox.faults.push({ method: 'POST', drop: true, when: 'after' });
    await expect(call('POST', path, { title: 'e' })).rejects.toThrow();
    expect(side().listTasks()).toHaveLength(5);
  });

  it('are lost for a whole batch, after some of it or all of it was done', async () => {
    const path = first.replace('/delta', '');
    const part = (id: string) => ({ id, method: 'POST', url: path, headers: { 'Content-Type': 'application/json' }, body: { title: id } });
    sandbox.faults.push({ path: '/$batch', drop: true, when: 'after' });
    await expect(call('POST', '/$batch', { requests: [part('e'), part('f')] })).rejects.toThrow();
    expect(side().listTasks()).toHaveLength(6);
    sandbox.faults.push({ path: '/tasks', drop: true });
    await expect(call('POST', '/$batch', { requests: [{ id: 'x', method: 'GET', url: '/me/calendar' }, part('g')] })).rejects.toThrow();
    expect(side().listTasks()).toHaveLength(6);
  });

  it.each([503, 504])('are %i', async (status) => {
    sandbox.faults.push({ path: '/todo/', answer: { status } });
    expect((await call('GET', '/me/todo/lists')).status).toBe(status);
  });
});

describe('pages of a round', () => {
  it('are reordered, doubled, replayed, or come again', async () => {
    const read = async (link: string) => {
      for (;;) {
        const { body } = await call('GET', link);
        if (body['value'].length > 0 || body['@odata.deltaLink']) return body as { value: { title: string }[] } & Record<string, string>;
        link = body['@odata.nextLink'];
      }
    };
    sandbox.faults.push({ path: 'tasks/delta', page: 'reordered', times: 2 });
    expect(titles(await read(first))).toBe('dcba');
    sandbox.faults.clear();
    sandbox.faults.push({ path: 'tasks/delta', page: 'doubled', times: 2 });
    const doubled = await read(first);
    expect(titles(doubled)).toBe('aabbccdd');
    sandbox.faults.clear();
    side().addTask({ title: 'e' });
    const { deltaLink } = await readRound(call, doubled['@odata.deltaLink'] as string);
    side().changeTask(side().listTasks()[4]?.['id'] as string, { title: 'E' });
    sandbox.faults.push({ path: 'tasks/delta', page: 'replayed', times: 2 });
    expect(titles(await read(deltaLink))).toBe('Ee');
    sandbox.faults.clear();
    sandbox.faults.push({ path: 'tasks/delta', page: 'again' });
    const { body } = await call('GET', deltaLink);
    expect(body['@odata.nextLink']).toBe(deltaLink);
    expect((await readRound(call, body['@odata.nextLink'])).items).toHaveLength(1);
  });
});

describe('a fault for views that are too wide', () => {
  it('strikes those of more days only, and nothing that names no days', async () => {
    const status = async (path: string) => (await call('GET', path)).status;
    const view = (end: string) => `/me/calendarView/delta?startDateTime=2026-01-01T00:00:00Z&endDateTime=${end}T00:00:00Z`;
    sandbox.faults.push({ path: 'calendarView', widerThanDays: 31, answer: { status: 504 }, times: 10 });
    expect([await status(view('2026-02-01')), await status(view('2026-02-02'))]).toEqual([200, 504]);
    sandbox.faults.push({ widerThanDays: 0, answer: { status: 504 } });
    expect(await status('/me/calendar')).toBe(200);
    sandbox.faults.clear();
  });
});

describe('limits', () => {
  it('hold for calendar and To Do together, and may be told as 503', async () => {
    sandbox.limits.latencyMilliseconds = 30;
    sandbox.limits.concurrencyStatus = 503;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_none, index) => call('GET', index % 2 ? '/me/calendar' : '/me/todo/lists')),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(4);
    expect(answers.some(({ status }) => status === 503)).toBe(true);
  });

  it('a skewed clock writes its own times', () => {
    const before = sandbox.clock.now();
    sandbox.clock.skew(-300_000);
    expect(Date.parse(side().addTask({ title: 'x' })['createdDateTime'] as string)).toBe(before - 300_000);
    sandbox.clock.skew(0);
    expect(sandbox.clock.now()).toBe(before);
  });
});
