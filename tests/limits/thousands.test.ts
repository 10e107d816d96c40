import type { Core } from '@strapi/types';
import { describe, expect, it } from 'vitest';
import { newTally, type RunContext } from '../../server/src/engine/context';
import { detectMoves } from '../../server/src/engine/pull/detect-moves';
import { createLeases } from '../../server/src/engine/lease/lease';
import type { Leases } from '../../server/src/engine/lease/port';
import type { Sql } from '../../server/src/host/sql';
import { subscribeToChanges } from '../../server/src/local-changes/subscribe';
import { createRule } from '../../server/src/mailboxes/by-rule';
import type { MailboxStore } from '../../server/src/mailboxes/store';
import { tasksIn } from '../../src/tasks/definition';
import { timeRatioOf } from './effort';

const GROWTH = 8;
const MOST = GROWTH * 3;
const tasks = tasksIn({ timeZone: 'UTC' });

/** What the server does with thousands at once takes time in proportion to their number; the databases beside it are quick. */
describe('thousands', () => {
  const numbers = (length: number) => Array.from({ length }, (_, at) => at);
  const sql = (answers: readonly unknown[][]): Sql => {
    let at = 0;
    return { client: 'postgres', nowSql: '0', run: () => Promise.resolve(answers[at++ % answers.length]) } as unknown as Sql;
  };

  it('of tasks that are all the same, moved to another list', async () => {
    const raw = (id: string) => ({ id, title: 'the same', status: 'notStarted', importance: 'normal' });
    const itemOf = (id: string) => {
      const reading = tasks.readMicrosoft(raw(id));
      if (reading.kind !== 'item') throw new Error('not read');
      return reading;
    };
    const moving = (length: number) => {
      const items = numbers(length).map((at) => itemOf(`new ${at}`));
      const { values } = itemOf('old');
      const link = { state: 'linked', collection: 'other', base: values };
      const links = new Map(numbers(length).map((at) => [`d${at}`, { ...link, id: at, microsoftId: `old ${at}`, documentId: `d${at}` }]));
      const run = {
        reading: { cursors: new Map([['here', {}], ['other', {}]]) }, // prettier-ignore
        resource: {
          hasSeveral: true,
          definition: tasks,
          wholePath: () => '',
          askedApart: () => null,
          readHeaders: {},
          find: { kind: 'filter' },
        },
        store: {
          linksByMicrosoftId: async () => new Map(),
          linksByDocumentId: async () => links,
          transaction: (work: () => unknown) => work(),
          commit: async () => ({ held: [], conflicts: 0 }),
        },
        items: { holding: async () => [{}], lockable: async () => [], lock: async () => undefined, read: async () => new Map() },
        mailbox: { batch: async (asked: unknown[]) => asked.map(() => ({ status: 200, headers: {}, body: raw('old'), failure: null })) },
        guard: { checkpoint: async () => undefined, isTurnOver: () => false, handOver: () => undefined },
        start: { attempts: 0 },
        tally: newTally(),
        target: { user: 'u', resource: 'tasks' },
      } as unknown as RunContext;
      return () => detectMoves(run, { readings: items, links: new Map() }, { id: 'here', name: '', isReadOnly: false });
    };
    expect(await timeRatioOf(moving(200), moving(200 * GROWTH), MOST)).toBeLessThan(MOST);
  });

  it('of entries that a bulk operation gives to one person', async () => {
    const giving = (length: number) => {
      const rows = numbers(length).map((at) => ({ documentId: `d${at}`, owner: { documentId: 'u' } }));
      let told: (event: object) => Promise<void> = () => Promise.resolve();
      const strapi = {
        db: { lifecycles: { subscribe: (hear: typeof told) => (told = hear) }, query: () => ({ findMany: async () => rows }) },
        requestContext: { get: () => undefined },
      };
      const leases = { states: async () => [] } as unknown as Leases;
      const watched = [{ uid: 'e', resource: 'calendar' as const, ofMicrosoft: [] }];
      subscribeToChanges(strapi as unknown as Core.Strapi, { sql: sql([]), leases, watched });
      return () => told({ action: 'afterUpdateMany', model: { uid: 'e' }, params: { data: {} }, state: {}, result: { count: length } });
    };
    expect(await timeRatioOf(giving(2_000), giving(2_000 * GROWTH), MOST)).toBeLessThan(MOST);
  });

  it('of people of whom an attribute says the same address', async () => {
    const reading = (length: number) => {
      const rows = numbers(length).map((at) => ({ document_id: `u${at}`, address: 'x@x.example' }));
      const metadata = { get: () => ({ tableName: 't', attributes: { mail: { columnName: 'mail' } } }) };
      const store = { holders: async () => new Map() } as unknown as MailboxStore;
      const rule = createRule({ db: { metadata } } as unknown as Core.Strapi, sql([rows]), store, 'admin::user');
      return () => rule.givesTo(['u0'], 'mail');
    };
    expect(await timeRatioOf(reading(2_000), reading(2_000 * GROWTH), MOST)).toBeLessThan(MOST);
  });

  it('of targets that are claimed together', async () => {
    const claiming = (length: number) => {
      const targets = numbers(length).map((at) => ({ user: `u${at}`, resource: 'tasks' as const }));
      const rows = targets.map((_, at) => ({ target_key: `u${(at * 7919) % length}|tasks`, leased_until: 0 }));
      const leases = createLeases(sql([rows]), async () => undefined as never);
      return () => leases.claimAll(targets, { onlyDue: true });
    };
    expect(await timeRatioOf(claiming(1_000), claiming(1_000 * GROWTH), MOST)).toBeLessThan(MOST);
  });
});
