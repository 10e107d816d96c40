import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BodyTooLarge, json, readIncoming, writeOutgoing } from './exchange.js';
import type { Incoming, Outgoing } from './exchange.js';
import { ConnectionDropped } from './graph-door.js';

export interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

/** Starts the one server. `close()` cuts kept-alive connections, so that it ends at once. */
export async function listen(host: string, port: number, answer: (incoming: Incoming) => Promise<Outgoing>): Promise<Listening> {
  const server = createServer((message, response) => {
    void (async () => {
      try {
        writeOutgoing(response, await answer(await readIncoming(message)));
      } catch (error) {
        if (error instanceof ConnectionDropped) {
          response.destroy();
        } else if (error instanceof BodyTooLarge) {
          writeOutgoing(
            response,
            json(413, {
              error: { code: 'RequestEntityTooLarge', message: 'The size of the request body is greater than the maximum allowed size.' },
            }),
          );
        } else if (!message.destroyed) {
          writeOutgoing(response, json(500, { error: { code: 'generalException', message: String(error) } }));
        }
      }
    })();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return { origin: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
