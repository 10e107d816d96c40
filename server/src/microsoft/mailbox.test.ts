import { beforeEach, describe, expect, test } from 'vitest';

import { resolveCloud } from './cloud';
import type { AccessTokens } from './connection';
import { createMailboxLimiter, type MailboxLimiter } from './limiter';
import { createMailbox } from './mailbox';
import type { GraphRequest, Mailbox } from './port';

const root = 'http://127.0.0.1:4999';
const cloud = resolveCloud({ authority: root, graph: root });

interface Seen {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  at: number;
}
type Reply = Response | Error | ((seen: Seen) => Response | Promise<Response>);

let replies: Reply[];
let seen: Seen[];
let slept: number[];
let clock: number;
let limiter: MailboxLimiter;
let tokens: AccessTokens & { current: string; renewed: number };

const ok = (body: object = { ok: true }) => Response.json(body);
const failed = (status: number, code = 'x', headers: Record<string, string> = {}) =>
  Response.json({ error: { code, message: code } }, { status, headers });

function open(of: { signal?: AbortSignal; prefix?: '/me' | `/users/${string}` } = {}): Promise<Mailbox> {
  return createMailbox({
    cloud,
    limiter,
    tokens,
    mailboxKey: 'ada',
    prefix: of.prefix ?? '/me',
    ...(of.signal === undefined ? {} : { signal: of.signal }),
    effects: {
      fetch: async (input, init) => {
        const headers = Object.fromEntries(new Headers(init?.headers));
        const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : null;
        const one: Seen = { method: init?.method ?? 'GET', url: String(input), headers, body, at: clock };
        seen.push(one);
        const reply = replies.shift() ?? ok();
        if (reply instanceof Error) throw reply;
        return typeof reply === 'function' ? reply(one) : reply;
      },
      sleep: async (milliseconds, signal) => {
        signal?.throwIfAborted();
        slept.push(milliseconds);
        clock += milliseconds;
      },
      random: () => 0.5,
      now: () => clock,
      newId: () => `id-${seen.length}`,
    },
  });
}

beforeEach(() => {
  [replies, seen, slept, clock] = [[], [], [], 1_800_000_000_000];
  limiter = createMailboxLimiter({ now: () => clock });
  tokens = {
    current: 'token-0',
    renewed: 0,
    get: async () => tokens.current,
    renew: async () => (tokens.current = `token-${++tokens.renewed}`),
  };
});

describe('one request', () => {
  test('goes below the mailbox with token, preferences in one header, and an id', async () => {
    const mailbox = await open();
    const answer = await mailbox.send({
      method: 'GET',
      path: "/events?$filter=a eq 'x'&$top=2",
      headers: { prefer: 'outlook.timezone="UTC", odata.maxpagesize=50' },
    });
    expect(answer).toMatchObject({ status: 200, body: { ok: true }, failure: null });
    expect(seen[0]).toMatchObject({
      method: 'GET',
      url: `${root}/v1.0/me/events?$filter=a eq 'x'&$top=2`,
      headers: {
        authorization: 'Bearer token-0',
        prefer: 'IdType="ImmutableId", outlook.timezone="UTC", odata.maxpagesize=50',
        'client-request-id': 'id-0',
      },
    });
    expect(mailbox.roundTrips()).toBe(1);
  });

  test('goes below the user in application mode, with its body as JSON', async () => {
    replies = [new Response(null, { status: 202 })];
    const answer = await (await open({ prefix: '/users/u1' })).send({ method: 'POST', path: '/events/e/cancel', body: { comment: 'ü' } });
    expect(answer.failure).toBeNull();
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: `${root}/v1.0/users/u1/events/e/cancel`,
      body: { comment: 'ü' },
      headers: { 'content-type': 'application/json' },
    });
  });

  test('a link is sent to the letter', async () => {
    const link = `${root}/v1.0/me/calendarView/delta?$skiptoken=a%2Fb=&$deltatoken=c&$select=x&$select=y&flag`;
    await (await open()).send({ method: 'GET', link });
    expect(seen[0]?.url).toBe(link);
  });

  test.each([
    'https://evil.example.com/v1.0/me',
    'http://127.0.0.1:5000/v1.0/me',
    'http://user:pass@127.0.0.1:4999/v1.0/me',
    'https://127.0.0.1:4999/v1.0/me',
    'nonsense',
    'http://127.0.0.1:4999.evil.example.com/',
  ])('a link to elsewhere is not followed: %s', async (link) => {
    expect((await (await open()).send({ method: 'GET', link })).failure).toMatchObject({ reason: 'nonsense', status: 0 });
    expect(seen).toEqual([]);
  });

  test('a redirect is not followed', async () => {
    replies = [new Response(null, { status: 302, headers: { location: 'https://evil.example.com' } })];
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({ reason: 'nonsense' });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['a page', new Response('<html>')],
    ['a list', Response.json([])],
    ['a number', Response.json(5)],
    ['nothing', new Response(null)],
    ['half of it', new Response('{"value":[{"id":')],
  ])('an answer that is %s is nonsense', async (_, reply) => {
    replies = [reply];
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({ reason: 'nonsense' });
  });

  test('an empty answer to a DELETE is a success', async () => {
    replies = [new Response(null, { status: 204 })];
    expect((await (await open()).send({ method: 'DELETE', path: '/events/x' })).failure).toBeNull();
  });

  test('401 is answered with one fresh token and one more try', async () => {
    replies = [failed(401), ok()];
    expect((await (await open()).send({ method: 'PATCH', path: '/events/x', body: {} })).failure).toBeNull();
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-0', 'Bearer token-1']);
    replies = [failed(401), failed(401)];
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({ reason: 'unauthorized' });
    expect(seen).toHaveLength(4);
  });

  test('without a token nothing is sent, and its reason is thrown as it is', async () => {
    const reason = new Error('no token');
    tokens.get = () => Promise.reject(reason);
    await expect((await open()).send({ method: 'GET', path: '/events' })).rejects.toBe(reason);
    await expect((await open()).batch([{ method: 'GET', path: '/events' }])).rejects.toBe(reason);
    expect(seen).toEqual([]);
  });
});

describe('faults', () => {
  test.each([500, 502, 503, 504])('a GET answered with %i is repeated up to three times, later and later', async (status) => {
    replies = [failed(status), failed(status), failed(status), ok()];
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toBeNull();
    expect(slept).toEqual([500, 1000, 2000]);
    replies = Array.from({ length: 9 }, () => failed(status));
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({ reason: 'unavailable', status });
    expect(seen).toHaveLength(8);
  });

  test('a GET whose connection is lost is repeated, and thrown in the end', async () => {
    replies = [new TypeError('fetch failed'), ok()];
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toBeNull();
    replies = Array.from({ length: 9 }, () => new TypeError('fetch failed'));
    await expect((await open()).send({ method: 'GET', path: '/events' })).rejects.toMatchObject({
      name: 'GraphError',
      failure: { reason: 'unavailable', status: 0 },
    });
    expect(seen).toHaveLength(6);
  });

  test.each<GraphRequest['method']>(['POST', 'PATCH', 'DELETE'])('a %s is never repeated where it may have been done', async (method) => {
    const mailbox = await open();
    for (const reply of [failed(500), failed(504), failed(503, 'x', { 'Retry-After': '1' })]) {
      replies = [reply];
      clock += 10_000;
      expect((await mailbox.send({ method, path: '/events', body: {} })).failure).toMatchObject({ reason: 'unavailable' });
    }
    replies = [new TypeError('fetch failed')];
    clock += 10_000;
    await expect(mailbox.send({ method, path: '/events', body: {} })).rejects.toMatchObject({ failure: { reason: 'unavailable' } });
    expect(seen).toHaveLength(4);
  });

  test('a short Retry-After is waited for in place, by writes too', async () => {
    replies = [failed(429, 'x', { 'Retry-After': '2' }), failed(429, 'x', { 'Retry-After': '5' }), ok()];
    expect((await (await open()).send({ method: 'POST', path: '/events', body: {} })).failure).toBeNull();
    expect(slept).toEqual([2000, 5000]);
  });

  test('a long Retry-After is handed on at once, and until then nobody asks this mailbox', async () => {
    replies = [failed(429, 'x', { 'Retry-After': '30' })];
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({
      reason: 'throttled',
      retryAfterMs: 30_000,
    });
    clock += 10_000;
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({
      reason: 'throttled',
      retryAfterMs: 20_000,
    });
    expect(seen).toHaveLength(1);
    expect(slept).toEqual([]);
    clock += 20_001;
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toBeNull();
  });

  test('more than three refusals are handed on', async () => {
    replies = Array.from({ length: 9 }, () => failed(429, 'x', { 'Retry-After': '1' }));
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({
      reason: 'throttled',
      retryAfterMs: 1000,
    });
    expect(seen).toHaveLength(4);
  });

  test('429 without Retry-After backs off', async () => {
    replies = [failed(429), failed(429), ok()];
    expect((await (await open()).send({ method: 'GET', path: '/events' })).failure).toBeNull();
    expect(slept).toEqual([1000, 2000]);
  });

  test('an aborted run ends what waits and what is under way', async () => {
    const controller = new AbortController();
    const mailbox = await open({ signal: controller.signal });
    replies = [
      () => new Promise((_, reject) => controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error))),
    ];
    const sending = mailbox.send({ method: 'GET', path: '/events' });
    setTimeout(() => controller.abort(), 5);
    await expect(sending).rejects.toMatchObject({
      name: 'GraphError',
      failure: { reason: 'unavailable', message: 'The request was given up.' },
    });
    expect(seen).toHaveLength(1);
  });
});

test('three requests of a mailbox run at a time, whoever sends them', async () => {
  let running = 0;
  let most = 0;
  const slow: Reply = async () => {
    most = Math.max(most, (running += 1));
    await new Promise((resolve) => setTimeout(resolve, 3));
    running -= 1;
    return ok();
  };
  replies = Array.from({ length: 20 }, () => slow);
  const mailboxes = await Promise.all([open(), open()]);
  await Promise.all(Array.from({ length: 20 }, (_, index) => mailboxes[index % 2]!.send({ method: 'GET', path: '/events' })));
  expect(most).toBe(3);
});

describe('a batch', () => {
  interface Part {
    id: string;
    method: string;
    url: string;
    headers: Record<string, string>;
    body?: unknown;
  }
  const partsIn = (one: Seen) => (one.body as { requests: Part[] }).requests;
  /** Answers parts in reverse order. */
  const batched =
    (answer: (part: Part) => object | null) =>
    (one: Seen): Response =>
      Response.json({
        responses: partsIn(one)
          .flatMap((part) => {
            const of = answer(part);
            return of === null ? [] : [{ id: part.id, ...of }];
          })
          .reverse(),
      });
  const good = batched((part) => ({ status: 200, headers: {}, body: { url: part.url } }));
  const gets = (count: number): GraphRequest[] =>
    Array.from({ length: count }, (_, index) => ({ method: 'GET', path: `/events/${index}` }));

  test('comes in parts of twenty, with relative addresses and headers on each part; answers are matched by id', async () => {
    replies = [good, good, good];
    const mailbox = await open();
    const answers = await mailbox.batch([
      ...gets(44),
      { method: 'POST', link: `${root}/v1.0/me/events?x=1`, body: { subject: 'x' }, headers: { Prefer: 'a' } },
    ]);
    expect(seen.map((one) => [one.method, one.url, partsIn(one).length])).toEqual(
      [20, 20, 5].map((count) => ['POST', `${root}/v1.0/$batch`, count]),
    );
    expect(answers.map(({ body }) => body)).toEqual([
      ...Array.from({ length: 44 }, (_, index) => ({ url: `/me/events/${index}` })),
      { url: '/me/events?x=1' },
    ]);
    expect(partsIn(seen[2]!)[4]).toMatchObject({
      headers: { 'Content-Type': 'application/json', Prefer: 'IdType="ImmutableId", a' },
      body: { subject: 'x' },
    });
    expect(partsIn(seen[0]!)[0]).toEqual({ id: '0', method: 'GET', url: '/me/events/0', headers: { Prefer: 'IdType="ImmutableId"' } });
    expect(mailbox.roundTrips()).toBe(3);
  });

  test('of nothing sends nothing', async () => {
    expect(await (await open()).batch([])).toEqual([]);
    expect(seen).toEqual([]);
  });

  test('a part that is not answered is unavailable, a foreign link is nonsense, the others are not touched by it', async () => {
    replies = [batched((part) => (part.id === '1' ? null : { status: 204, headers: { 'Request-Id': 'r' } }))];
    const answers = await (
      await open()
    ).batch([
      { method: 'DELETE', path: '/events/a' },
      { method: 'DELETE', path: '/events/b' },
      { method: 'GET', link: 'https://evil.example.com/v1.0/me' },
    ]);
    expect(answers.map(({ failure }) => failure?.reason ?? null)).toEqual([null, 'unavailable', 'nonsense']);
    expect(answers[0]?.headers).toEqual({ 'request-id': 'r' });
  });

  test('throttled parts alone are sent again, after the longest wait', async () => {
    replies = [
      batched((part) =>
        Number(part.id) < 2
          ? { status: 429, headers: { 'Retry-After': String(1 + Number(part.id)) }, body: { error: { code: 'x', message: '' } } }
          : { status: 201, body: {} },
      ),
      batched(() => ({ status: 201, body: {} })),
    ];
    const answers = await (await open()).batch(['a', 'b', 'c'].map((subject) => ({ method: 'POST', path: '/events', body: { subject } })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(seen.map((one) => partsIn(one).map(({ id }) => id))).toEqual([
      ['0', '1', '2'],
      ['0', '1'],
    ]);
    expect(seen[1]!.at - seen[0]!.at).toBe(2000);
  });

  test('a long wait of a part is handed on', async () => {
    replies = [
      batched((part) => (part.id === '0' ? { status: 429, headers: { 'retry-after': '60' }, body: null } : { status: 200, body: {} })),
    ];
    const answers = await (await open()).batch(gets(2));
    expect(answers[0]?.failure).toMatchObject({ reason: 'throttled', retryAfterMs: 60_000 });
    expect(answers[1]?.failure).toBeNull();
    expect(seen).toHaveLength(1);
  });

  test('a part that failed is sent again only if it reads', async () => {
    replies = [batched(() => ({ status: 503, body: null })), good];
    const answers = await (
      await open()
    ).batch([
      { method: 'GET', path: '/a' },
      { method: 'POST', path: '/b', body: {} },
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 503]);
    expect(partsIn(seen[1]!).map(({ url }) => url)).toEqual(['/me/a']);
  });

  test.each<[string, Reply]>([
    ['lost', new TypeError('fetch failed')],
    ['a fault', failed(504)],
  ])('that writes and is %s answers unavailable for each part, and is not repeated', async (_, reply) => {
    replies = [reply];
    const answers = await (
      await open()
    ).batch([
      { method: 'POST', path: '/events', body: {} },
      { method: 'GET', path: '/events' },
    ]);
    expect(answers[0]?.failure).toMatchObject({ reason: 'unavailable' });
    expect(seen.filter((one) => partsIn(one).some(({ method }) => method === 'POST'))).toHaveLength(1);
  });

  test('that only reads is repeated', async () => {
    replies = [new TypeError('fetch failed'), failed(500), good];
    expect((await (await open()).batch(gets(2))).map(({ status }) => status)).toEqual([200, 200]);
  });

  test.each<[string, Reply]>([
    ['a page', new Response('<html>')],
    ['no parts', Response.json({ value: [] })],
    ['a redirect', new Response(null, { status: 302 })],
  ])('answered with %s is nonsense for each part', async (_, reply) => {
    replies = [reply];
    expect((await (await open()).batch(gets(2))).map(({ failure }) => failure?.reason)).toEqual(['nonsense', 'nonsense']);
  });

  test('answers of earlier parts survive a token that runs out', async () => {
    replies = [
      (one) => {
        tokens.get = () => Promise.reject(new Error('no token'));
        return good(one);
      },
    ];
    const answers = await (await open()).batch(gets(21));
    expect(answers.slice(0, 20).every(({ status }) => status === 200)).toBe(true);
    expect(answers[20]?.failure).toMatchObject({ reason: 'unauthorized' });
  });

  test('refused as a whole is halved, so that one bad part holds only itself', async () => {
    const picky = (one: Seen): Response => (partsIn(one).some(({ url }) => url.endsWith('/5')) ? failed(400, 'badRequest') : good(one));
    replies = Array.from({ length: 30 }, () => picky);
    const answers = await (await open()).batch(gets(8));
    expect(answers.map(({ failure }) => failure?.reason ?? 'ok')).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'rejected', 'ok', 'ok']);
  });

  test('of large bodies is divided by size', async () => {
    replies = Array.from({ length: 9 }, () => good);
    const body = { content: 'x'.repeat(1_200_000) };
    await (await open()).batch(Array.from({ length: 5 }, () => ({ method: 'POST', path: '/events', body })));
    expect(seen.map((one) => partsIn(one).length)).toEqual([2, 2, 1]);
  });
});
