/**
 * A stand-in of Graph that costs as good as nothing, in a process of its own. Until it is told to begin it hands on what it is asked to the
 * sandbox; from then on nothing has changed, whatever delta link it is asked for, except that it refuses, delays and breaks off a few, and it
 * notes how long whoever is visited had to wait since the last time.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createGaps, type Gaps } from './gaps';

export type Order =
  | { readonly do: 'start'; readonly behind: string }
  | { readonly do: 'begin'; readonly intervalMs: number }
  | { readonly do: 'tell' }
  | { readonly do: 'heal' };
export interface Told {
  readonly origin: string;
  readonly requests: number;
  readonly unknown: readonly string[];
  readonly gaps: ReturnType<Gaps['told']> | null;
}

interface Part {
  readonly id: string;
  readonly url: string;
}
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Of a hundred thousand parts, and of a hundred thousand round trips. */
const REFUSED = 400;
const UNAVAILABLE = 200;
const BROKEN_OFF = 100;
const SLOW = 200;
const SLOW_MS = 2_000;
const RETRY_AFTER_S = 5;

const VISITED = /^\/users\/([^/]+)\/(calendarView|calendars|todo)\b[^?]*delta/;
const json = { 'Content-Type': 'application/json' };

let behind = '';
let origin = '';
let gaps: Gaps | null = null;
let hasFaults = true;
let requests = 0;
const unknown = new Set<string>();
const inFlight = new Map<string, string>();

const isDrawn = (of100000: number): boolean => hasFaults && Math.random() * 100_000 < of100000;

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    requests += 1;
    const body = Buffer.concat(chunks);
    const done = gaps ? standIn(request, response, body, gaps) : handOn(request, response, body);
    done.catch(() => response.destroy());
  });
});

/** To the sandbox, whose own address in what it answers becomes that of the stand-in. */
async function handOn(request: http.IncomingMessage, response: http.ServerResponse, body: Buffer): Promise<void> {
  const { host: _host, connection: _connection, 'content-length': _length, 'accept-encoding': _encoding, ...headers } = request.headers;
  const answer = await fetch(`${behind}${request.url ?? ''}`, {
    method: request.method ?? 'GET',
    headers: headers as Record<string, string>,
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const text = (await answer.text()).replaceAll(behind, origin);
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' }).end(text);
}

async function standIn(request: http.IncomingMessage, response: http.ServerResponse, body: Buffer, noted: Gaps): Promise<void> {
  if (isDrawn(BROKEN_OFF)) return void request.socket.destroy();
  const url = (request.url ?? '').replace('/v1.0', '');
  const parts: readonly Part[] = url.endsWith('/$batch')
    ? (JSON.parse(body.toString()) as { requests: Part[] }).requests
    : [{ id: '', url }];
  const by = String(request.headers.authorization);
  const mailboxes = new Set(parts.map((part) => VISITED.exec(part.url)?.[1] ?? part.url));
  for (const mailbox of mailboxes) {
    const other = inFlight.get(mailbox);
    if (other !== undefined && other !== by) noted.metAnother();
    inFlight.set(mailbox, by);
  }
  if (isDrawn(SLOW)) await wait(SLOW_MS);
  const answers = parts.map((part) => ({ id: part.id, ...answerTo(part.url, noted) }));
  for (const mailbox of mailboxes) inFlight.delete(mailbox);
  const [first] = answers;
  if (url.endsWith('/$batch')) response.writeHead(200, json).end(JSON.stringify({ responses: answers }));
  else response.writeHead(first?.status ?? 400, { ...json, ...first?.headers }).end(JSON.stringify(first?.body));
}

function answerTo(url: string, noted: Gaps): Answer {
  const visited = VISITED.exec(url);
  if (!visited) {
    unknown.add(url.replace(/\?.*/, '').replace(/\/users\/[^/]+/, '/users/…'));
    return { status: 404, headers: json, body: { error: { code: 'ResourceNotFound', message: 'The stand-in knows no such thing.' } } };
  }
  const key = `${String(visited[1])} ${visited[2] === 'todo' ? 'tasks' : 'calendar'}`;
  if (isDrawn(REFUSED)) {
    noted.refused(key);
    const headers = { ...json, 'Retry-After': String(RETRY_AFTER_S) };
    return { status: 429, headers, body: { error: { code: 'TooManyRequests', message: 'Later.' } } };
  }
  if (isDrawn(UNAVAILABLE)) {
    noted.refused(key);
    return { status: 503, headers: json, body: { error: { code: 'ServiceUnavailable', message: 'Later.' } } };
  }
  noted.visited(key);
  return { status: 200, headers: json, body: { value: [], '@odata.deltaLink': `${origin}/v1.0${url}` } };
}

const tell = (): Told => ({ origin, requests, unknown: [...unknown], gaps: gaps?.told() ?? null });

process.on('message', (order: Order) => {
  if (order.do === 'start') {
    behind = order.behind;
    server.listen(0, '127.0.0.1', () => {
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      process.send?.(tell());
    });
    return;
  }
  if (order.do === 'begin') {
    gaps = createGaps(order.intervalMs);
    requests = 0;
  }
  if (order.do === 'heal') hasFaults = false;
  process.send?.(tell());
});
process.on('disconnect', () => process.exit());
