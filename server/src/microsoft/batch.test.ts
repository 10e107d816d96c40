import { beforeEach, describe, expect, test } from 'vitest';

import type { GraphRequest } from './port';
import { createScriptedGraph, failed, root, type Reply, type ScriptedGraph, type Seen } from './testing/scripted-graph';

let graph: ScriptedGraph;
beforeEach(() => {
  graph = createScriptedGraph();
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

  describe('parts whose token is refused', () => {
    const refusedAt = (...refused: number[]) => {
      let at = 0;
      return batched(({ url }) => {
        at += 1;
        return refused.includes(at)
          ? { status: 401, headers: {}, body: { error: { code: 'InvalidAuthenticationToken', message: 'Expired.' } } }
          : { status: 200, headers: {}, body: { url } };
      });
    };

    test('are sent again with a fresh one, and they alone', async () => {
      graph.replies = [refusedAt(2, 3), good];
      const mailbox = await graph.open();
      const answers = await mailbox.batch([...gets(2), { method: 'PATCH', path: '/events/2', body: {} }]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(graph.seen.map((one) => [one.headers['authorization'], partsIn(one).length])).toEqual([
        ['Bearer token-0', 3],
        ['Bearer token-1', 2],
      ]);
    });

    test('once: the fresh one’s refusal is the last word', async () => {
      graph.replies = [refusedAt(1), refusedAt(1), refusedAt(1)];
      const mailbox = await graph.open();
      const answers = await mailbox.batch(gets(2));
      expect(answers.map(({ failure }) => failure?.reason ?? null)).toEqual(['unauthorized', null]);
      expect(graph.seen).toHaveLength(2);
      expect(graph.tokens.renewed).toBe(1);
    });

    test('with what Microsoft wants to be proven, where it says so', async () => {
      const claims = '{"access_token":{"nbf":{"essential":true,"value":"1796000000"}}}';
      const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
      graph.replies = [
        batched(() => ({
          status: 401,
          headers: { 'WWW-Authenticate': challenge },
          body: { error: { code: 'InvalidAuthenticationToken' } },
        })),
        good,
      ];
      const mailbox = await graph.open();
      expect((await mailbox.batch(gets(2))).map(({ status }) => status)).toEqual([200, 200]);
      expect(graph.tokens.claims).toEqual([claims]);
    });

    test('and where none can be had, what has been answered is not lost', async () => {
      graph.replies = [refusedAt(1)];
      graph.tokens.renew = () => Promise.reject(new Error('revoked'));
      const mailbox = await graph.open();
      const answers = await mailbox.batch(gets(2));
      expect(answers.map(({ failure }) => failure?.reason ?? null)).toEqual(['unauthorized', null]);
    });
  });

  test('may be answered with statuses that are texts', async () => {
    graph.replies = [batched(({ id }) => ({ status: id === '0' ? '201' : '404', body: { error: { code: 'ErrorItemNotFound' } } }))];
    const answers = await (await graph.open()).batch([{ method: 'POST', path: '/events', body: {} }, ...gets(1)]);
    expect(answers.map(({ status, failure }) => [status, failure?.reason ?? null])).toEqual([
      [201, null],
      [404, 'not-found'],
    ]);
  });

  test('comes in parts of twenty, with relative addresses and headers on each part; answers are matched by id', async () => {
    graph.replies = [good, good, good];
    const mailbox = await graph.open();
    const answers = await mailbox.batch([
      ...gets(44),
      { method: 'POST', link: `${root}/v1.0/me/events?x=1`, body: { subject: 'x' }, headers: { Prefer: 'a' } },
    ]);
    expect(graph.seen.map((one) => [one.method, one.url, partsIn(one).length])).toEqual(
      [20, 20, 5].map((count) => ['POST', `${root}/v1.0/$batch`, count]),
    );
    expect(answers.map(({ body }) => body)).toEqual([
      ...Array.from({ length: 44 }, (_, index) => ({ url: `/me/events/${index}` })),
      { url: '/me/events?x=1' },
    ]);
    expect(partsIn(graph.seen[2]!)[4]).toMatchObject({
      headers: { 'Content-Type': 'application/json', Prefer: 'IdType="ImmutableId", a' },
      body: { subject: 'x' },
    });
    expect(partsIn(graph.seen[0]!)[0]).toEqual({
      id: '0',
      method: 'GET',
      url: '/me/events/0',
      headers: { Prefer: 'IdType="ImmutableId"' },
    });
    expect(mailbox.roundTrips()).toBe(3);
  });

  const patch = (path: string, needs?: number): GraphRequest => ({
    method: 'PATCH',
    path,
    body: {},
    ...(needs === undefined ? {} : { needs }),
  });
  const reasons = (answers: readonly { failure: { reason: string } | null }[]) => answers.map(({ failure }) => failure?.reason ?? null);

  test('what needs an earlier part says so, and is to be judged again where that one was refused', async () => {
    graph.replies = [batched(({ id }) => ({ status: id === '0' ? 412 : 424, body: { error: { code: 'Failed', message: '' } } }))];
    const answers = await (await graph.open()).batch([patch('/events/a'), patch('/events/b', 0), patch('/events/c', 0)]);
    expect(partsIn(graph.seen[0]!).map((part) => (part as { dependsOn?: string[] }).dependsOn)).toEqual([undefined, ['0'], ['0']]);
    expect(reasons(answers)).toEqual(['changed-meanwhile', 'changed-meanwhile', 'changed-meanwhile']);
  });

  test('what needs a part of an earlier batch goes without naming it where that was done, and not at all where it was not', async () => {
    const many = [patch('/events/0'), ...Array.from({ length: 21 }, (_, at) => patch(`/events/${at + 1}`, 0))];
    graph.replies = [good, good];
    expect(reasons(await (await graph.open()).batch(many))).toEqual(many.map(() => null));
    expect(partsIn(graph.seen[1]!)).toHaveLength(2);
    expect(JSON.stringify(graph.seen[1]!.body)).not.toContain('dependsOn');
    graph = createScriptedGraph();
    graph.replies = [batched(({ id }) => ({ status: id === '0' ? 412 : 424, body: {} }))];
    expect(new Set(reasons(await (await graph.open()).batch(many)))).toEqual(new Set(['changed-meanwhile']));
    expect(graph.seen).toHaveLength(1);
  });

  test('what needs a throttled part is sent again with it', async () => {
    const throttled = { status: 429, headers: { 'Retry-After': '1' }, body: { error: { code: 'TooManyRequests', message: '' } } };
    graph.replies = [batched(({ id }) => (id === '0' ? throttled : { status: 424, body: {} })), good];
    expect(reasons(await (await graph.open()).batch([patch('/events/a'), patch('/events/b', 0)]))).toEqual([null, null]);
    expect(partsIn(graph.seen[1]!)).toHaveLength(2);
  });

  test('of nothing sends nothing', async () => {
    expect(await (await graph.open()).batch([])).toEqual([]);
    expect(graph.seen).toEqual([]);
  });

  test('a part that is not answered is unavailable, a foreign link is nonsense, the others are not touched by it', async () => {
    graph.replies = [batched((part) => (part.id === '1' ? null : { status: 204, headers: { 'Request-Id': 'r' } }))];
    const answers = await (
      await graph.open()
    ).batch([
      { method: 'DELETE', path: '/events/a' },
      { method: 'DELETE', path: '/events/b' },
      { method: 'GET', link: 'https://evil.example.com/v1.0/me' },
    ]);
    expect(answers.map(({ failure }) => failure?.reason ?? null)).toEqual([null, 'unavailable', 'nonsense']);
    expect(answers[0]?.headers).toEqual({ 'request-id': 'r' });
  });

  test('throttled parts alone are sent again, after the longest wait', async () => {
    graph.replies = [
      batched((part) =>
        Number(part.id) < 2
          ? { status: 429, headers: { 'Retry-After': String(1 + Number(part.id)) }, body: { error: { code: 'x', message: '' } } }
          : { status: 201, body: {} },
      ),
      batched(() => ({ status: 201, body: {} })),
    ];
    const answers = await (
      await graph.open()
    ).batch(['a', 'b', 'c'].map((subject) => ({ method: 'POST', path: '/events', body: { subject } })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(graph.seen.map((one) => partsIn(one).map(({ id }) => id))).toEqual([
      ['0', '1', '2'],
      ['0', '1'],
    ]);
    expect(graph.seen[1]!.at - graph.seen[0]!.at).toBe(2000);
  });

  test('a long wait of a part is handed on', async () => {
    graph.replies = [
      batched((part) => (part.id === '0' ? { status: 429, headers: { 'retry-after': '60' }, body: null } : { status: 200, body: {} })),
    ];
    const answers = await (await graph.open()).batch(gets(2));
    expect(answers[0]?.failure).toMatchObject({ reason: 'throttled', retryAfterMs: 60_000 });
    expect(answers[1]?.failure).toBeNull();
    expect(graph.seen).toHaveLength(1);
  });

  test('a part that failed is sent again only if it reads', async () => {
    graph.replies = [batched(() => ({ status: 503, body: null })), good];
    const answers = await (
      await graph.open()
    ).batch([
      { method: 'GET', path: '/a' },
      { method: 'POST', path: '/b', body: {} },
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 503]);
    expect(partsIn(graph.seen[1]!).map(({ url }) => url)).toEqual(['/me/a']);
  });

  test.each<[string, Reply]>([
    ['lost', new TypeError('fetch failed')],
    ['a fault', failed(504)],
  ])('that writes and is %s answers unavailable for each part, and is not repeated', async (_, reply) => {
    graph.replies = [reply];
    const answers = await (
      await graph.open()
    ).batch([
      { method: 'POST', path: '/events', body: {} },
      { method: 'GET', path: '/events' },
    ]);
    expect(answers[0]?.failure).toMatchObject({ reason: 'unavailable' });
    expect(graph.seen.filter((one) => partsIn(one).some(({ method }) => method === 'POST'))).toHaveLength(1);
  });

  test('that only reads is repeated', async () => {
    graph.replies = [new TypeError('fetch failed'), failed(500), good];
    expect((await (await graph.open()).batch(gets(2))).map(({ status }) => status)).toEqual([200, 200]);
  });

  test.each<[string, Reply]>([
    ['a page', new Response('<html>')],
    ['no parts', Response.json({ value: [] })],
    ['a redirect', new Response(null, { status: 302 })],
  ])('answered with %s is nonsense for each part', async (_, reply) => {
    graph.replies = [reply];
    expect((await (await graph.open()).batch(gets(2))).map(({ failure }) => failure?.reason)).toEqual(['nonsense', 'nonsense']);
  });

  test('answers of earlier parts survive a token that runs out', async () => {
    graph.replies = [
      (one) => {
        graph.tokens.get = () => Promise.reject(new Error('no token'));
        return good(one);
      },
    ];
    const answers = await (await graph.open()).batch(gets(21));
    expect(answers.slice(0, 20).every(({ status }) => status === 200)).toBe(true);
    expect(answers[20]?.failure).toMatchObject({ reason: 'unauthorized' });
  });

  test('refused as a whole is halved, so that one bad part holds only itself', async () => {
    const picky = (one: Seen): Response => (partsIn(one).some(({ url }) => url.endsWith('/5')) ? failed(400, 'badRequest') : good(one));
    graph.replies = Array.from({ length: 30 }, () => picky);
    const answers = await (await graph.open()).batch(gets(8));
    expect(answers.map(({ failure }) => failure?.reason ?? 'ok')).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'rejected', 'ok', 'ok']);
  });

  test('of large bodies is divided by size', async () => {
    graph.replies = Array.from({ length: 9 }, () => good);
    const body = { content: 'x'.repeat(1_200_000) };
    await (await graph.open()).batch(Array.from({ length: 5 }, () => ({ method: 'POST', path: '/events', body })));
    expect(graph.seen.map((one) => partsIn(one).length)).toEqual([2, 2, 1]);
  });
});
