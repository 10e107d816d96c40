import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Resource } from '../../src/contracts';
import type { Done, Order } from './sandbox-process';

/** The sandbox in another process. */
export interface RemoteSandbox {
  readonly origin: string;
  readonly tenantId: string;
  /** `category`: of events, instead of those that they have by turns. */
  add(person: number, items: number, resource?: Resource, category?: string): Promise<void>;
  addLarge(person: number, of: { events: number; characters: number; isSeries: boolean }): Promise<void>;
  addList(person: number, name: string, items: number): Promise<void>;
  addCalendar(person: number, name: string, items: number): Promise<void>;
  change(person: number, events: number, to: string): Promise<void>;
  /** Whether an event of this subject is in the mailbox. */
  holds(person: number, subject: string): Promise<boolean>;
  /** Graph's HTTP round trips since the last order. */
  roundTrips(): Promise<number>;
  close(): Promise<void>;
}

export async function startRemoteSandbox(people: number): Promise<RemoteSandbox> {
  const tsx = createRequire(__filename).resolve('tsx');
  const child = fork(path.join(__dirname, 'sandbox-process.ts'), [], { execArgv: ['--import', tsx] });
  const order = (what: Order) =>
    new Promise<Done>((resolve, reject) => {
      const failed = () => reject(new Error('The sandbox has ended.'));
      child.once('exit', failed);
      child.once('message', (done) => {
        child.off('exit', failed);
        resolve(done as Done);
      });
      child.send(what);
    });
  const { origin, tenantId } = await order({ do: 'start', people });
  return {
    origin,
    tenantId,
    add: async (person, items, resource = 'calendar', category) =>
      void (await order({ do: 'add', person, resource, items, ...(category === undefined ? {} : { category }) })),
    addLarge: async (person, of) => void (await order({ do: 'add-large', person, ...of })),
    addList: async (person, name, items) => void (await order({ do: 'add-list', person, name, items })),
    addCalendar: async (person, name, items) => void (await order({ do: 'add-calendar', person, name, items })),
    change: async (person, events, to) => void (await order({ do: 'change', person, events, to })),
    holds: async (person, subject) => (await order({ do: 'look', person, subject })).isThere,
    roundTrips: async () => (await order({ do: 'count' })).requests,
    close: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
