import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Loose } from './fixture.js';

export interface Listener {
  readonly url: string;
  readonly told: readonly Loose[];
  close(): void;
}

/** Somebody who is told: takes the handshake, and keeps what comes. */
export async function startListener(): Promise<Listener> {
  const told: Loose[] = [];
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? '/', 'http://here').searchParams.get('validationToken');
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      if (token === null) told.push(...(JSON.parse(body) as { value: Loose[] }).value);
      response.writeHead(token === null ? 202 : 200, { 'content-type': 'text/plain' }).end(token ?? '');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`;
  return { url, told, close: () => void server.close() };
}
