import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { containerOf } from './container';
import { type Office, type OfficeOptions, openOffice } from './office';

/** An office that Microsoft can tell of changes: its Strapi listens, and work is done by itself. */
export interface ToldOffice extends Office {
  /** Where Microsoft sends to. */
  readonly address: string;
  /** Does what is due about subscriptions, however long it takes. */
  tend(): Promise<void>;
}

export async function openToldOffice(options: OfficeOptions = {}): Promise<ToldOffice> {
  const port = await freePort();
  const office = await openOffice({
    ...options,
    boot: {
      ...options.boot,
      config: { notifications: { url: `http://127.0.0.1:${port}` }, ...options.boot?.config },
    },
  });
  const { httpServer } = office.strapi.server as unknown as { httpServer: Server };
  await new Promise<void>((resolve) => void httpServer.listen(port, '127.0.0.1', resolve));
  return {
    ...office,
    address: `http://127.0.0.1:${port}/api/microsoft-sync/notifications`,
    tend: () => containerOf(office.strapi).notices.tend(),
    async close() {
      await office.close();
      httpServer.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
