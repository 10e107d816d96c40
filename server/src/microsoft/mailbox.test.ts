import { beforeEach, describe, expect, test, vi } from 'vitest';

import type { GraphRequest } from './port';
import { createScriptedGraph, failed, ok, root, type Reply, type ScriptedGraph } from './testing/scripted-graph';

let graph: ScriptedGraph;
beforeEach(() => {
  graph = createScriptedGraph();
});

describe('one request', () => {
  test('goes below the mailbox with token, preferences in one header, and an id', async () => {
    const mailbox = await graph.open();
    const answer = await mailbox.send({
      method: 'GET',
      path: "/events?$filter=a eq 'x'&$top=2",
      headers: { prefer: 'outlook.timezone="UTC", odata.maxpagesize=50' },
    });
    expect(answer).toMatchObject({ status: 200, body: { ok: true }, failure: null });
    expect(graph.seen[0]).toMatchObject({
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
    graph.replies = [new Response(null, { status: 202 })];
    const answer = await (
      await graph.open({ prefix: '/users/u1' })
    ).send({ method: 'POST', path: '/events/e/cancel', body: { comment: 'ü' } });
    expect(answer.failure).toBeNull();
    expect(graph.seen[0]).toMatchObject({
      method: 'POST',
      url: `${root}/v1.0/users/u1/events/e/cancel`,
      body: { comment: 'ü' },
      headers: { 'content-type': 'application/json' },
    });
  });

  test('a link is sent to the letter', async () => {
    const link = `${root}/v1.0/me/calendarView/delta?$skiptoken=a%2Fb=&$deltatoken=c&$select=x&$select=y&flag`;
    await (await graph.open()).send({ method: 'GET', link });
    expect(graph.seen[0]?.url).toBe(link);
  });

  test.each([
    'https://evil.example.com/v1.0/me',
    'http://127.0.0.1:5000/v1.0/me',
    'http://user:pass@127.0.0.1:4999/v1.0/me',
    'https://127.0.0.1:4999/v1.0/me',
    'nonsense',
    'http://127.0.0.1:4999.evil.example.com/',
  ])('a link to elsewhere is not followed: %s', async (link) => {
    expect((await (await graph.open()).send({ method: 'GET', link })).failure).toMatchObject({ reason: 'nonsense', status: 0 });
    expect(graph.seen).toEqual([]);
  });

  test('a redirect is not followed', async () => {
    graph.replies = [new Response(null, { status: 302, headers: { location: 'https://evil.example.com' } })];
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({ reason: 'nonsense' });
    expect(graph.seen).toHaveLength(1);
  });

  test.each([
    ['a page', new Response('<html>')],
    ['a list', Response.json([])],
    ['a number', Response.json(5)],
    ['nothing', new Response(null)],
    ['half of it', new Response('{"value":[{"id":')],
  ])('an answer that is %s is nonsense', async (_, reply) => {
    graph.replies = [reply];
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({ reason: 'nonsense' });
  });

  test('an empty answer to a DELETE is a success', async () => {
    graph.replies = [new Response(null, { status: 204 })];
    expect((await (await graph.open()).send({ method: 'DELETE', path: '/events/x' })).failure).toBeNull();
  });

  test('401 is answered with one fresh token and one more try', async () => {
    graph.replies = [failed(401), ok()];
    expect((await (await graph.open()).send({ method: 'PATCH', path: '/events/x', body: {} })).failure).toBeNull();
    expect(graph.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-0', 'Bearer token-1']);
    graph.replies = [failed(401), failed(401)];
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({ reason: 'unauthorized' });
    expect(graph.seen).toHaveLength(4);
  });

  test('without a token nothing is sent, and its reason is thrown as it is', async () => {
    const reason = new Error('no token');
    graph.tokens.get = () => Promise.reject(reason);
    await expect((await graph.open()).send({ method: 'GET', path: '/events' })).rejects.toBe(reason);
    await expect((await graph.open()).batch([{ method: 'GET', path: '/events' }])).rejects.toBe(reason);
    expect(graph.seen).toEqual([]);
  });
});

describe('faults', () => {
  test.each([500, 502, 503, 504])('a GET answered with %i is repeated up to three times, later and later', async (status) => {
    graph.replies = [failed(status), failed(status), failed(status), ok()];
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toBeNull();
    expect(graph.slept).toEqual([500, 1000, 2000]);
    graph.replies = Array.from({ length: 9 }, () => failed(status));
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({ reason: 'unavailable', status });
    expect(graph.seen).toHaveLength(8);
  });

  test('a GET whose connection is lost is repeated, and thrown in the end', async () => {
    graph.replies = [new TypeError('fetch failed'), ok()];
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toBeNull();
    graph.replies = Array.from({ length: 9 }, () => new TypeError('fetch failed'));
    await expect((await graph.open()).send({ method: 'GET', path: '/events' })).rejects.toMatchObject({
      name: 'GraphError',
      failure: { reason: 'unavailable', status: 0 },
    });
    expect(graph.seen).toHaveLength(6);
  });

  test.each<GraphRequest['method']>(['POST', 'PATCH', 'DELETE'])('a %s is never repeated where it may have been done', async (method) => {
    const mailbox = await graph.open();
    for (const reply of [failed(500), failed(504), failed(503, 'x', { 'Retry-After': '1' })]) {
      graph.replies = [reply];
      graph.clock += 10_000;
      expect((await mailbox.send({ method, path: '/events', body: {} })).failure).toMatchObject({ reason: 'unavailable' });
    }
    graph.replies = [new TypeError('fetch failed')];
    graph.clock += 10_000;
    await expect(mailbox.send({ method, path: '/events', body: {} })).rejects.toMatchObject({ failure: { reason: 'unavailable' } });
    expect(graph.seen).toHaveLength(4);
  });

  test('a short Retry-After is waited for in place, by writes too', async () => {
    graph.replies = [failed(429, 'x', { 'Retry-After': '2' }), failed(429, 'x', { 'Retry-After': '5' }), ok()];
    expect((await (await graph.open()).send({ method: 'POST', path: '/events', body: {} })).failure).toBeNull();
    expect(graph.slept).toEqual([2000, 5000]);
  });

  test('a long Retry-After is handed on at once, and until then nobody asks this mailbox', async () => {
    graph.replies = [failed(429, 'x', { 'Retry-After': '30' })];
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({
      reason: 'throttled',
      retryAfterMs: 30_000,
    });
    graph.clock += 10_000;
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({
      reason: 'throttled',
      retryAfterMs: 20_000,
    });
    expect(graph.seen).toHaveLength(1);
    expect(graph.slept).toEqual([]);
    graph.clock += 20_001;
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toBeNull();
  });

  test('what waited in the line while a pause began is not sent in it, and does not prolong it', async () => {
    const held: ((response: Response) => void)[] = [];
    graph.replies = Array.from({ length: 3 }, () => () => new Promise<Response>((resolve) => void held.push(resolve)));
    const mailbox = await graph.open();
    const reads = Array.from({ length: 3 }, () => mailbox.send({ method: 'GET', path: '/events' }));
    const writes = mailbox.batch(Array.from({ length: 40 }, () => ({ method: 'POST' as const, path: '/events', body: {} })));
    await vi.waitFor(() => expect(held).toHaveLength(3));
    held[0]?.(failed(429, 'x', { 'Retry-After': '30' }));
    held[1]?.(ok());
    held[2]?.(ok());
    expect((await Promise.all(reads)).map(({ failure }) => failure?.reason ?? 'ok')).toEqual(['throttled', 'ok', 'ok']);
    expect(new Set((await writes).map(({ failure }) => failure?.reason))).toEqual(new Set(['throttled']));
    expect(graph.seen).toHaveLength(3);
    graph.clock += 30_001;
    expect((await mailbox.send({ method: 'POST', path: '/events', body: {} })).failure).toBeNull();
  });

  test('more than three refusals are handed on', async () => {
    graph.replies = Array.from({ length: 9 }, () => failed(429, 'x', { 'Retry-After': '1' }));
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toMatchObject({
      reason: 'throttled',
      retryAfterMs: 1000,
    });
    expect(graph.seen).toHaveLength(4);
  });

  test('429 without Retry-After backs off', async () => {
    graph.replies = [failed(429), failed(429), ok()];
    expect((await (await graph.open()).send({ method: 'GET', path: '/events' })).failure).toBeNull();
    expect(graph.slept).toEqual([1000, 2000]);
  });

  test('an aborted run ends what waits and what is under way', async () => {
    const controller = new AbortController();
    const mailbox = await graph.open({ signal: controller.signal });
    graph.replies = [
      () => new Promise((_, reject) => controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error))),
    ];
    const sending = mailbox.send({ method: 'GET', path: '/events' });
    setTimeout(() => controller.abort(), 5);
    await expect(sending).rejects.toMatchObject({
      name: 'GraphError',
      failure: { reason: 'unavailable', message: 'The request was given up.' },
    });
    expect(graph.seen).toHaveLength(1);
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
  graph.replies = Array.from({ length: 20 }, () => slow);
  const mailboxes = await Promise.all([graph.open(), graph.open()]);
  await Promise.all(Array.from({ length: 20 }, (_, index) => mailboxes[index % 2]!.send({ method: 'GET', path: '/events' })));
  expect(most).toBe(3);
});
