import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/types';
import { containerOf } from './container';

/**
 * Lets something happen at one moment of a piece of work: before a statement or a transaction of it begins, before one of its requests to
 * Microsoft, or before the answer is looked at. What happens then is none of the work's own doing, and is done when the work goes on.
 */
export interface EachEffect {
  /** Returns how many moments the work had, up to which one may be chosen. */
  during(work: () => Promise<unknown>, of?: { at: number; happens: () => Promise<unknown> }): Promise<number>;
}

interface Watched {
  moment(): Promise<void>;
}

export function eachEffectOf(strapi: Core.Strapi): EachEffect {
  const watched = new AsyncLocalStorage<Watched | null>();
  const moment = async () => watched.getStore()?.moment();
  // Inside of a transaction knex asks for no connection, and SQLite has only this one: nothing else could happen there.
  const client = strapi.db.connection.client as { acquireConnection(): Promise<unknown> };
  const acquire = client.acquireConnection.bind(client);
  client.acquireConnection = async () => {
    await moment();
    return acquire();
  };
  const { effects } = containerOf(strapi);
  const send = effects.fetch;
  effects.fetch = async (input, init) => {
    await moment();
    const answer = await send(input, init);
    await moment();
    return answer;
  };
  return {
    async during(work, { at, happens } = { at: -1, happens: async () => undefined }) {
      let moments = 0;
      await watched.run(
        {
          async moment() {
            moments += 1;
            if (moments === at) await watched.run(null, happens);
          },
        },
        work,
      );
      return moments;
    },
  };
}
