import { afterEach, describe, expect, it } from 'vitest';
import { createLastingPauses } from '../../server/src/container/lasting-pauses';
import { bootStrapi, openOffice, type Office } from '../support';
import { containerOf } from '../support/container';
import type { MicrosoftSync } from '../../src/contracts';

const TARGETS = 'microsoft_sync_targets';
const delta = '/calendarView/delta';

describe('a pause that Microsoft asks for', () => {
  let office: Office;
  afterEach(() => office.close());

  const refuse = (retryAfter: string) =>
    office.sandbox.faults.push({
      method: 'GET',
      path: delta,
      times: 1000,
      answer: {
        status: 429,
        headers: { 'retry-after': retryAfter },
        body: { error: { code: 'TooManyRequests', message: 'Of the service.' } },
      },
    });
  const putOffMs = async () => {
    const row = (await office.strapi.db.connection(TARGETS).where({ resource: 'calendar' }).first()) as { next_run_at: number };
    return Number(row.next_run_at) - Date.now();
  };

  it('outlasts a restart of Strapi: nothing is asked before it is over', async () => {
    office = await openOffice();
    await office.sync();
    refuse('30');
    expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'throttled' });
    office.sandbox.faults.clear();
    const { directory } = office.booted;
    await office.booted.close({ keep: true });
    office.sandbox.requests.clear();
    const again = await bootStrapi({
      directory,
      config: { microsoft: { cloud: { authority: office.sandbox.authority, graph: office.sandbox.graph } } },
    });
    try {
      const sync = again.strapi.plugin('microsoft-sync').service('sync') as MicrosoftSync['sync'];
      const [report] = (await sync.run({ user: office.user, resource: 'calendar' })).runs;
      expect(report).toMatchObject({ outcome: 'delayed', reason: 'throttled' });
      expect(office.sandbox.requests.entries.filter(({ path }) => path.includes('/me'))).toEqual([]);
    } finally {
      await again.close();
    }
  });

  it('that one process was asked for holds for the others too, before their first request to the mailbox', async () => {
    office = await openOffice();
    await office.sync();
    const { sql, effects } = containerOf(office.strapi);
    const account = (await office.strapi.db.connection('microsoft_sync_accounts').first()) as { home_account_id: string };
    const another = createLastingPauses({ sql, effects, log: office.strapi.log });
    await another.pauses.note(`mailbox:${account.home_account_id}`, 30_000);
    office.sandbox.requests.clear();
    expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'throttled' });
    expect(office.sandbox.requests.entries.filter(({ path }) => path.includes('/me'))).toEqual([]);
  });

  it.each(['1000000000000', 'Fri, 31 Dec 9999 23:59:59 GMT'])('of %s puts the next run off for an hour at most', async (retryAfter) => {
    office = await openOffice();
    refuse(retryAfter);
    expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'throttled' });
    expect(await putOffMs()).toBeLessThanOrEqual(3_601_000);
    expect(await putOffMs()).toBeGreaterThan(3_000_000);
  });

  it.each(['-1000000000000', 'NaN', '1e12'])('of %s is none: the run comes back as after any refusal', async (retryAfter) => {
    office = await openOffice();
    office.sandbox.faults.clear();
    refuse(retryAfter);
    expect(await office.sync()).toMatchObject({ outcome: 'delayed', reason: 'throttled' });
    expect(await putOffMs()).toBeLessThanOrEqual(60_000);
  });
});
