import type { Client } from '@microsoft/microsoft-graph-client';

import { VERSION } from './address';
import { graphChain } from './middleware';
import type { GraphConnection } from './connection';
import { graphLibrary } from './graph-library';

/** Microsoft's Graph client on our middleware chain. */
export async function createGraphClient(connection: GraphConnection): Promise<Client> {
  const { Client } = await graphLibrary();
  return Client.initWithMiddleware({
    middleware: graphChain(connection),
    baseUrl: `${connection.cloud.graph}/`,
    defaultVersion: VERSION.slice(1),
  });
}
