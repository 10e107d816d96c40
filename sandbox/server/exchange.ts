import type { IncomingMessage, ServerResponse } from 'node:http';

/** One HTTP request, read completely. */
export interface Incoming {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly path: string;
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Outgoing {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Largest body Graph reads. */
const largestBody = 4 * 1024 * 1024;

export class BodyTooLarge extends Error {}

export async function readIncoming(message: IncomingMessage): Promise<Incoming> {
  const url = message.url ?? '/';
  const at = url.indexOf('?');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += (chunk as Buffer).length;
    // The rest is read and thrown away, so that the client gets to see the answer; a flood is cut.
    if (size > largestBody * 4) throw new BodyTooLarge();
    if (size <= largestBody) chunks.push(chunk as Buffer);
  }
  if (size > largestBody) throw new BodyTooLarge();
  return {
    method: (message.method ?? 'GET').toUpperCase(),
    url,
    path: at < 0 ? url : url.slice(0, at),
    search: at < 0 ? '' : url.slice(at),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

export function writeOutgoing(response: ServerResponse, { status, headers = {}, body }: Outgoing): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body ?? '')) });
  response.end(body);
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Outgoing {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

export function html(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Outgoing {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers }, body };
}
