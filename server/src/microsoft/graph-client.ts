import type { Client } from '@microsoft/microsoft-graph-client';

import { VERSION } from './address';
import { graphChain } from './chain';
import type { GraphConnection } from './connection';

/** Microsoft's Graph client on our middleware chain. Loaded when first needed, so that Strapi's start does not pay for it. */
export async function createGraphClient(connection: GraphConnection): Promise<Client> {
  const { Client } = await import('@microsoft/microsoft-graph-client');
  return Client.initWithMiddleware({
    middleware: graphChain(connection),
    baseUrl: `${connection.cloud.graph}/`,
    defaultVersion: VERSION.slice(1),
  });
}
