import { expect, it } from 'vitest';
import { createSql } from '../../server/src/host/sql';
import { createLeases } from '../../server/src/engine/lease/lease';
import { bootStrapi, databases } from '../support';

const IDLE = 10_000;
const explain: Record<string, string> = { sqlite: 'explain query plan', postgres: 'explain', mysql: 'explain' };

it.each(databases)('of 10,000 targets of which none is due, a tick reads one range of one index, on %s', async (database) => {
  const booted = await bootStrapi({ database });
  try {
    const knex = booted.strapi.db.connection;
    const leases = createLeases(createSql(booted.strapi, { offsetMs: 0 }), async (users) => new Set(users));
    for (let from = 0; from < IDLE; from += 100)
      await knex('microsoft_sync_targets').insert(
        Array.from({ length: 100 }, (_, at) => ({
          target_key: `idle${from + at}|calendar`,
          user_id: `idle${from + at}`,
          resource: 'calendar',
          attempts: 0,
          next_run_at: Date.now() + 3_600_000 + from + at,
        })),
      );
    if (database !== 'sqlite')
      await knex.raw(database === 'postgres' ? 'analyze microsoft_sync_targets' : 'analyze table microsoft_sync_targets');
    const asked: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: { sql: string; bindings: unknown[] }) => void asked.push(query);
    knex.on('query', note);
    expect(await leases.due(8)).toEqual([]);
    knex.removeListener('query', note);
    expect(asked).toHaveLength(1);
    const [{ sql, bindings } = { sql: '', bindings: [] }] = asked;
    const plan = JSON.stringify(await knex.raw(`${explain[database]} ${sql.replaceAll(/\$\d+/g, '?')}`, bindings as never));
    expect(plan).toContain('microsoft_sync_targets_next_run_at_idx');
    expect(plan).not.toMatch(/Seq Scan|SCAN microsoft|"ALL"/);
    // What is due is a range of the index, and not looked for in all of it.
    expect(plan).toMatch({ sqlite: /next_run_at<\?/, postgres: /Index Cond: \(next_run_at/, mysql: /"type":"range"/ }[database]);
  } finally {
    await booted.close();
  }
});

it('a target is due again when the lease of a runner that died is over, and an edit during a run keeps its moment', async () => {
  const booted = await bootStrapi();
  try {
    const clock = { offsetMs: 0 };
    const leases = createLeases(createSql(booted.strapi, clock), async (users) => new Set(users));
    const target = { user: 'ada', resource: 'calendar' } as const;
    const sibling = { user: 'ada', resource: 'tasks' } as const;
    await leases.wake([target, sibling], { priority: 'interval' });
    const [first, second] = await leases.claimAll([target, sibling], { onlyDue: true });
    if (!first || !second) throw new Error('two leases');
    expect(await leases.due(8)).toEqual([]);
    clock.offsetMs = 50_000;
    await leases.renew(first);
    clock.offsetMs = 61_000;
    expect(await leases.due(8)).toMatchObject([{ target: sibling }]);
    clock.offsetMs = 111_000;
    expect(await leases.due(8)).toHaveLength(2);
    const [again] = await leases.claimAll([target], { onlyDue: true });
    if (!again) throw new Error('a lease');
    const quiet = { nextInMs: 900_000, attempts: 0, hasSucceeded: true, isFullDone: false };
    await expect(leases.releaseAll([first], quiet)).rejects.toMatchObject({ stop: { kind: 'lease-lost' } });
    await leases.wake([target], { priority: 'interval', notBeforeMs: 1_000 });
    await leases.releaseAll([again], quiet);
    clock.offsetMs = 113_000;
    expect(await leases.due(8)).toContainEqual({ target, isUrgent: false });
  } finally {
    await booted.close();
  }
});
