import { beforeEach, describe, expect, test, vi } from 'vitest';
import { resolveCloud } from './cloud';
import { createMailboxLimiter } from './limiter';
import { createMailbox } from './mailbox';
import { createPauses } from './pauses';
import type { GraphRequest } from './port';
import { createSharedBatch } from './shared-batch';
import { failed, root } from './testing/scripted-graph';

interface Part {
  readonly id: string;
  readonly url: string;
}
interface Seen {
  readonly token: string;
  readonly parts: readonly Part[];
}

let seen: Seen[];
let token: string;
/** By the mailbox: what its parts are answered with in place of a good answer. */
let partFaults: Map<string, object>;
/** Of the next requests as a whole, in order. */
let wholeFaults: ((parts: readonly Part[]) => Response | Error | null)[];
let answered: Promise<void>;
beforeEach(() => {
  [seen, token, partFaults, wholeFaults, answered] = [[], 'token-0', new Map(), [], Promise.resolve()];
});

const ownerOf = ({ url }: Part) => /users\/(\w+)\//.exec(url)?.[1] ?? '';
const effects = {
  fetch: async (_url: unknown, init?: RequestInit): Promise<Response> => {
    const { requests: parts } = JSON.parse(String(init?.body)) as { requests: Part[] };
    seen.push({ token: new Headers(init?.headers).get('authorization') ?? '', parts });
    await answered;
    const fault = wholeFaults.shift()?.(parts) ?? null;
    if (fault instanceof Error) throw fault;
    const good = (part: Part) => ({ status: 200, headers: {}, body: { url: part.url } });
    const responses = parts.map((part) => ({ id: part.id, ...(partFaults.get(ownerOf(part)) ?? good(part)) })).reverse();
    return fault ?? Response.json({ responses });
  },
  sleep: async () => undefined,
  timeOut: () => new AbortController().signal,
  random: () => 0.5,
  now: () => 1_800_000_000_000,
  newId: () => `id-${seen.length}`,
};

/** Mailboxes that one application reaches, in one process. */
function site() {
  const limiter = createMailboxLimiter({ pauses: createPauses({ now: effects.now }) });
  const sharedBatch = createSharedBatch(effects);
  const tokens = { get: async () => token, renew: async (old: string) => (token === old ? (token = 'token-1') : token) };
  return {
    limiter,
    open: (name: string, of: { signal?: AbortSignal; tokens?: typeof tokens } = {}) =>
      createMailbox({
        cloud: resolveCloud({ authority: root, graph: root }),
        limiter,
        sharedBatch,
        tokens,
        mailboxKey: name,
        prefix: `/users/${name}`,
        effects,
        ...of,
      }),
  };
}
const names = (count: number) => Array.from({ length: count }, (_, at) => `m${at}`);
const asked: GraphRequest[] = [
  { method: 'GET', path: '/calendarView/delta' },
  { method: 'GET', path: '/todo/lists' },
];
const many = Number.POSITIVE_INFINITY;
async function askAll(of: readonly string[], { open } = site()) {
  const mailboxes = await Promise.all(of.map((name) => open(name)));
  const answers = await Promise.all(mailboxes.map((mailbox) => mailbox.batch(asked, many, { mayShare: true })));
  return { answers, roundTrips: mailboxes.map((mailbox) => mailbox.roundTrips()) };
}
const statuses = (answers: Awaited<ReturnType<typeof askAll>>['answers']) => answers.map((own) => own.map(({ status }) => status));

describe('reads of several mailboxes in one request', () => {
  test('are answered to whom they belong, twenty at a time, and count as one round trip', async () => {
    const { answers, roundTrips } = await askAll(names(25));
    expect(answers.flat().map(({ body }) => body)).toEqual(
      names(25).flatMap((name) => [{ url: `/users/${name}/calendarView/delta` }, { url: `/users/${name}/todo/lists` }]),
    );
    expect(seen.map(({ parts }) => parts.length)).toEqual([20, 20, 10]);
    expect(roundTrips.reduce((sum, one) => sum + one)).toBe(3);
    expect(seen.flatMap(({ parts }) => new Set(parts.map(({ id }) => id)).size)).toEqual([20, 20, 10]);
  });

  test('of whom nobody may share, or who are read with another token, go out by themselves', async () => {
    const { open } = site();
    const another = { get: async () => 'of another', renew: async () => 'of another' };
    const [alone, one, two, other] = await Promise.all([open('m0'), open('m1'), open('m2'), open('m3', { tokens: another })]);
    await Promise.all([
      alone.batch(asked),
      ...[one, two, other].map((mailbox) => mailbox.batch(asked, many, { mayShare: true })),
      two.batch([{ method: 'POST', path: '/events', body: {} }], many, { mayShare: true }),
    ]);
    expect(seen.map(({ parts }) => [...new Set(parts.map(ownerOf))].join()).sort()).toEqual(['m0', 'm1,m2', 'm2', 'm3']);
  });

  test('never go out while another request of the mailbox is under way', async () => {
    const at = site();
    let goOn = () => undefined as void;
    answered = new Promise((resolve) => (goOn = resolve));
    const first = (await at.open('m0')).batch([{ method: 'PATCH', path: '/events/1', body: {} }]);
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    const all = askAll(names(3), at);
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    expect(seen.map(({ parts }) => parts.map(ownerOf).join())).toEqual(['m0', 'm1,m1,m2,m2']);
    goOn();
    await Promise.all([first, all]);
    expect(seen.map(({ parts }) => parts.map(ownerOf).join())).toEqual(['m0', 'm1,m1,m2,m2', 'm0,m0']);
  });

  test.each([
    ['is busy', { status: 429, headers: { 'Retry-After': '300' }, body: {} }, 'throttled'],
    ['is not there', { status: 404, headers: {}, body: { error: { code: 'MailboxNotEnabledForRESTAPI', message: '' } } }, 'no-mailbox'],
  ])('one mailbox that %s is nobody else’s trouble', async (_, fault, reason) => {
    partFaults.set('m1', fault);
    const at = site();
    const { answers } = await askAll(names(3), at);
    expect(answers.map((own) => own.map(({ failure }) => failure?.reason ?? null))).toEqual([
      [null, null],
      [reason, reason],
      [null, null],
    ]);
    expect(names(3).map((name) => at.limiter.pausedForMs(name) > 0)).toEqual([false, reason === 'throttled', false]);
  });

  test('a token that is refused is renewed once for all of them', async () => {
    wholeFaults = [() => failed(401, 'InvalidAuthenticationToken')];
    expect(statuses((await askAll(names(3))).answers)).toEqual(names(3).map(() => [200, 200]));
    expect(new Set(seen.slice(1).map((one) => one.token))).toEqual(new Set(['Bearer token-1']));
    expect(seen[0]?.token).toBe('Bearer token-0');
  });

  test('a refusal of the whole for too many requests is a pause for each', async () => {
    wholeFaults = [() => failed(429, 'TooManyRequests', { 'Retry-After': '300' })];
    const at = site();
    const { answers } = await askAll(names(3), at);
    expect(answers.flat().map(({ failure }) => failure?.reason)).toEqual(Array(6).fill('throttled'));
    expect(names(3).map((name) => at.limiter.pausedForMs(name))).toEqual([300_000, 300_000, 300_000]);
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['that Graph does not take as a whole', () => failed(400, 'BadRequest')],
    ['whose answers are more than is read at once', () => Response.json({ responses: [], x: 'x'.repeat(5_000_000) })],
  ])('%s: each asks by itself', async (_, fault) => {
    wholeFaults = [fault];
    expect(statuses((await askAll(names(3))).answers)).toEqual(names(3).map(() => [200, 200]));
    expect(seen.map(({ parts }) => parts.length)).toEqual([6, 2, 2, 2]);
  });

  test('without a connection, and with an answer that is none of Graph’s, each has the failure that it would have alone', async () => {
    wholeFaults = Array.from({ length: 99 }, () => () => new TypeError('fetch failed'));
    const lost = await askAll(names(2));
    expect(lost.answers.flat().map(({ failure }) => failure?.reason)).toEqual(Array(4).fill('unavailable'));
    wholeFaults = [() => new Response('<html>', { status: 200 })];
    const nonsense = await askAll(names(2));
    expect(nonsense.answers.flat().map(({ failure }) => failure?.reason)).toEqual(Array(4).fill('nonsense'));
  });

  test('one that is given up does not end it for the others', async () => {
    const { open } = site();
    const givingUp = new AbortController();
    let goOn = () => undefined as void;
    answered = new Promise((resolve) => (goOn = resolve));
    const [one, other] = await Promise.all([open('m0', { signal: givingUp.signal }), open('m1')]);
    const answers = [one, other].map((mailbox) => mailbox.batch(asked, many, { mayShare: true }));
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    givingUp.abort();
    expect((await answers[0])?.map(({ failure }) => failure?.reason)).toEqual(['unavailable', 'unavailable']);
    goOn();
    expect((await answers[1])?.map(({ status }) => status)).toEqual([200, 200]);
    expect(seen).toHaveLength(1);
  });
});
