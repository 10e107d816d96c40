import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, createGzip, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askRedirectUri } from '../accounts/health/ask-sign-in-service';
import { resolveCloud } from './cloud';
import type { GraphConnection } from './connection';
import { createGraphClient } from './graph-client';
import { systemEffects } from './network-and-clock';
import { createMailboxLimiter } from './limiter';
import { createMailbox } from './mailbox';
import { createPauses } from './pauses';
import type { Mailbox } from './port';
import { createTokenNetwork } from './token-network';

const MB = 1_000_000;
let server: http.Server;
let answer: (response: http.ServerResponse, request: http.IncomingMessage) => void;
let sent = 0;
let root = '';

beforeEach(async () => {
  sent = 0;
  server = http.createServer((request, response) => {
    request.resume();
    answer(response, request);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const connection = (timeOutMs = 60_000): Omit<GraphConnection, 'onRoundTrip'> => ({
  cloud: resolveCloud({ authority: root, graph: root }),
  mailboxKey: 'ada',
  tokens: { get: async () => 'token', renew: async () => 'token' },
  limiter: createMailboxLimiter({ pauses: createPauses({ now: Date.now }) }),
  effects: { ...systemEffects, timeOut: () => AbortSignal.timeout(timeOutMs), sleep: async () => undefined },
});
const open = (timeOutMs?: number): Promise<Mailbox> => createMailbox({ ...connection(timeOutMs), prefix: '/me' });
const get = async (of: { mayLeaveOut?: boolean } = {}) => (await open()).send({ method: 'GET', path: '/events', ...of });
const json = (response: http.ServerResponse, text: string | Buffer, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
const page = (...entries: object[]) => JSON.stringify({ value: entries, '@odata.nextLink': `${root}/v1.0/me/next` });

test('an answer is read up to sixteen million bytes', async () => {
  answer = (response) => json(response, page({ body: 'x'.repeat(15.9 * MB) }));
  expect(await get()).toMatchObject({ status: 200, failure: null });
  answer = (response) => json(response, page({ body: 'x'.repeat(16 * MB) }));
  expect(await get()).toMatchObject({ body: null, failure: { reason: 'too-large', status: 200 } });
});

test('one that has no end is not received any longer', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"value":["');
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(MB / 10))) sent += MB / 10;
    };
    response.on('drain', more);
    more();
  };
  expect((await get()).failure?.reason).toBe('too-large');
  expect(sent).toBeLessThan(40 * MB);
});

test.each(['gzip', 'br'])('what %s unpacks to is counted', async (encoding) => {
  const bomb = Buffer.alloc(200 * MB, 'x');
  const packed = encoding === 'gzip' ? gzipSync(bomb) : brotliCompressSync(bomb, { params: { 1: 1 } });
  expect(packed.length).toBeLessThan(MB);
  answer = (response) => response.writeHead(200, { 'content-encoding': encoding }).end(packed);
  const before = process.memoryUsage().rss;
  expect((await get()).failure?.reason).toBe('too-large');
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * MB);
});

test.each([
  ['values within each other', '['.repeat(5_000) + ']'.repeat(5_000)],
  ['values', `{"value":[${'{},'.repeat(1_100_000)}{}]}`],
])('so are %s', async (_, text) => {
  answer = (response) => json(response, text);
  expect((await get()).failure?.reason).toBe('too-large');
});

test('of a page, what is too long comes as its short texts where that is asked for, and the rest whole', async () => {
  const long = { '@odata.etag': 'W/"1"', id: 'a', n: 5, t: true, deep: { id: 'b' }, list: [1], body: 'x'.repeat(40 * MB), end: 'é"\\' };
  answer = (response) => json(response, page({ id: 'before' }, long, { id: 'after', '@removed': { reason: 'deleted' } }));
  expect((await get({ mayLeaveOut: true })).body).toEqual({
    value: [
      { id: 'before' },
      { '@odata.etag': 'W/"1"', id: 'a', n: 5, t: true, end: 'é"\\', '@microsoft-sync.fieldsOmittedByDelta': true },
      { id: 'after', '@removed': { reason: 'deleted' } },
    ],
    '@odata.nextLink': `${root}/v1.0/me/next`,
  });
});

test('an error is classified by its status, however much comes with it', async () => {
  answer = (response) => json(response, JSON.stringify({ error: { code: 'x', message: 'x'.repeat(20 * MB) } }), 403);
  expect(await get()).toMatchObject({ body: null, failure: { reason: 'forbidden', status: 403 } });
});

test('a redirection is not followed, nor read', async () => {
  answer = (response) => response.writeHead(302, { location: `${root}/elsewhere` }).end('x'.repeat(20 * MB));
  const mailbox = await open();
  expect(await mailbox.send({ method: 'GET', path: '/events' })).toMatchObject({ failure: { reason: 'nonsense', status: 302 } });
  expect(mailbox.roundTrips()).toBe(1);
});

test('an answer that comes in drops is given up when its time is over', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"value":[');
    const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write(' ')), 5);
  };
  await expect((await open(150)).send({ method: 'GET', path: '/events' })).rejects.toMatchObject({
    failure: { reason: 'unavailable', message: expect.stringMatching(/^127\.0\.0\.1:\d+ did not answer in time\.$/) as string },
  });
});

test('one that is shorter than it says is no answer', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"value":[]}');
    setTimeout(() => response.destroy(), 20);
  };
  await expect(get()).rejects.toMatchObject({ failure: { reason: 'unavailable' } });
});

test('one that is longer than it says is not taken for what it says', async () => {
  answer = (response) => {
    const text = page({ id: 'a' });
    response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length - 5}\r\n\r\n${text}`);
  };
  expect(await get()).toMatchObject({ failure: { reason: 'nonsense' } });
});

test('of a batch, what does not fit is asked for by itself, and only what is too large alone fails', async () => {
  const bodies: Record<string, object> = { a: { id: 'a', body: 'x'.repeat(9 * MB) }, b: { id: 'b', body: 'x'.repeat(9 * MB) }, c: { id: 'c', body: 'x'.repeat(30 * MB) }, d: { id: 'd' } }; // prettier-ignore
  const asked: string[][] = [];
  answer = (response, request) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const { requests } = JSON.parse(text) as { requests: { id: string; url: string }[] };
      asked.push(requests.map(({ url }) => url.slice(-1)));
      json(response, JSON.stringify({ responses: requests.map(({ id, url }) => ({ id, status: 200, body: bodies[url.slice(-1)] })) }));
    });
  };
  const answers = await (await open()).batch(['a', 'b', 'c', 'd'].map((id) => ({ method: 'GET', path: `/events/${id}` })));
  expect(answers.map(({ failure, body }) => failure?.reason ?? (body as { id: string }).id)).toEqual(['a', 'b', 'too-large', 'd']);
  expect(asked).toEqual([['a', 'b', 'c', 'd'], ['b'], ['c']]);
});

test('a write of a batch whose answer does not fit is not sent again, and has to be looked up', async () => {
  let times = 0;
  answer = (response, request) => {
    request.on('end', () => {
      times += 1;
      json(response, JSON.stringify({ responses: [{ id: '0', status: 200, body: { id: 'a', body: 'x'.repeat(20 * MB) } }, { id: '1', status: 200, body: { id: 'b' } }] }));
    }); // prettier-ignore
  };
  const answers = await (await open()).batch(['a', 'b'].map((id) => ({ method: 'PATCH', path: `/events/${id}`, body: { subject: 'x' } })));
  expect(answers.map(({ failure }) => failure?.reason ?? null)).toEqual(['nonsense', null]);
  expect(times).toBe(1);
});

test('the sign-in service gets no more room than it needs', async () => {
  answer = (response) => {
    const packing = createGzip();
    packing.pipe(response.writeHead(200, { 'content-encoding': 'gzip' }));
    packing.end(JSON.stringify({ access_token: 'x'.repeat(100 * MB) }));
  };
  const network = createTokenNetwork(systemEffects);
  expect(await network.sendPostRequestAsync(`${root}/token`)).toMatchObject({ status: 200, body: {} });
  expect(network.traffic.isJson).toBe(false);
});

test('of a batch, so much is read at once as may be, and the rest is asked for another time', async () => {
  const body = 'x'.repeat(3 * MB);
  answer = (response, request) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const { requests } = JSON.parse(text) as { requests: { id: string }[] };
      json(response, JSON.stringify({ responses: requests.map(({ id }) => ({ id, status: 200, body: { id, body } })) }));
    });
  };
  const mailbox = await open();
  let waiting = Array.from({ length: 30 }, (_, at) => ({ method: 'GET' as const, path: `/events/${at}` }));
  const sizes: number[] = [];
  while (waiting.length > 0) {
    const answers = await mailbox.batch(waiting, 16 * MB);
    expect(answers.filter(({ failure, isPutOff }) => failure && !isPutOff)).toEqual([]);
    sizes.push(answers.filter(({ isPutOff }) => !isPutOff).length * 3);
    waiting = waiting.filter((_, at) => answers[at]?.isPutOff);
  }
  expect(Math.max(...sizes)).toBeLessThan(32);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(90);
});

test.each(['gzip', 'no'])('of the page of a sign-in no more is read than is looked at, with %s packing', async (encoding) => {
  const begins = `<html><script>$Config={"sErrorCode":"50011"${'{'.repeat(100)}</script>`;
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/html', ...(encoding === 'gzip' ? { 'content-encoding': 'gzip' } : {}) });
    const packing = encoding === 'gzip' ? createGzip() : null;
    packing?.pipe(response);
    const into = packing ?? response;
    into.write(begins);
    const more = () => {
      while (!response.destroyed && sent < 400 * MB && into.write('x'.repeat(MB / 10))) sent += MB / 10;
      if (sent >= 400 * MB) into.end();
    };
    into.on('drain', more);
    more();
  };
  const asking = { cloud: resolveCloud({ authority: root, graph: root }), effects: systemEffects, redirectUri: 'http://localhost/back' };
  const before = process.memoryUsage().rss;
  const verdict = await askRedirectUri(asking, { clientId: 'a', tenantId: 'b' } as Parameters<typeof askRedirectUri>[1]);
  expect(verdict).toMatchObject({ ok: false, code: 'redirect-uri-missing' });
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * MB);
  expect(sent).toBeLessThan(300 * MB); // what was packed, and what the sockets hold
});

test.each(['get', 'patch'] as const)(
  'a client that others are given says of an answer that is too large, once, that it is: %s',
  async (method) => {
    const client = await createGraphClient({ ...connection(), onRoundTrip: () => (sent += 1) });
    answer = (response) => json(response, JSON.stringify({ id: 'a', body: 'x'.repeat(17 * MB) }));
    await expect(client.api('/me/events/a')[method]({})).rejects.toMatchObject({
      code: 'AnswerTooLarge',
      message: expect.stringContaining('larger than 16 MB') as string,
    });
    expect(sent).toBe(1);
    answer = (response) => json(response, JSON.stringify({ id: 'a' }));
    expect(await client.api('/me/events/a')[method]({})).toEqual({ id: 'a' });
  },
);
