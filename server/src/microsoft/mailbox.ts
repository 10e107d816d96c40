import { isUnderGraph, VERSION } from './address';
import { answerWithoutStatus, failureOf } from './answer';
import { createBatch } from './batch';
import type { GraphConnection } from './connection';
import { exchangeOver, type MailboxPrefix } from './exchange';
import { createGraphClient } from './graph-client';
import type { Mailbox } from './port';
import { withPreferences } from './prefer';

export async function createMailbox(options: Omit<GraphConnection, 'onRoundTrip'> & { prefix: MailboxPrefix }): Promise<Mailbox> {
  const { cloud, effects, prefix } = options;
  let roundTrips = 0;
  const client = await createGraphClient({ ...options, onRoundTrip: () => (roundTrips += 1) });
  const exchange = exchangeOver(client, effects.now);

  return {
    async send(request) {
      const url = request.link ?? `${cloud.graph}${VERSION}${prefix}${request.path ?? ''}`;
      if (!isUnderGraph(cloud, url)) {
        return answerWithoutStatus(failureOf('nonsense', 'A link that leads away from Microsoft Graph was not followed.'));
      }
      const headers = withPreferences(request.headers);
      return exchange({
        method: request.method,
        url,
        headers,
        body: request.body,
        isRepeatable: request.method === 'GET',
        slots: 1,
        mayLeaveOut: request.mayLeaveOut === true,
      });
    },
    batch: createBatch({ ...options, exchange }),
    roundTrips: () => roundTrips,
  };
}
