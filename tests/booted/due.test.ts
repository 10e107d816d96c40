import { expect, it } from 'vitest';
import { createSql } from '../../server/src/host/sql';
import { createLeases } from '../../server/src/engine/lease/lease';
import { wakeExisting } from '../../server/src/engine/lease/wake-existing';
import { bootStrapi, databases } from '../support';

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
    expect(await leases.due(8)).toContainEqual({ target, isUrgent: false, isSteady: false });
  } finally {
    await booted.close();
  }
});

it.each(databases)(
  'an account whose mailbox one process serves is left alone by the others, whatever else of it is due, on %s',
  async (database) => {
    const booted = await bootStrapi({ database });
    try {
      const clock = { offsetMs: 0 };
      const process = () => createLeases(createSql(booted.strapi, clock), async (users) => new Set(users));
      const [one, other] = [process(), process()];
      const calendar = { user: 'ada', resource: 'calendar' } as const;
      const tasks = { user: 'ada', resource: 'tasks' } as const;
      await one.wake([calendar], { priority: 'interval' });
      await one.wake([tasks], { priority: 'interval', notBeforeMs: 1_000 });
      const [first] = await one.claimAll([calendar, tasks], { onlyDue: true });
      if (!first) throw new Error('a lease');
      clock.offsetMs = 2_000;
      expect([await other.due(8), await other.claimAll([calendar, tasks], { onlyDue: false })]).toEqual([[], []]);
      // The process itself takes up what else has come due, and gives the account back with the last of it.
      expect(await one.due(8)).toMatchObject([{ target: tasks }]);
      const [second] = await one.claimAll([calendar, tasks], { onlyDue: true });
      if (!second) throw new Error('another lease');
      expect(second.target).toEqual(tasks);
      await one.release(first, { nextInMs: 0, attempts: 0, hasSucceeded: true, isFullDone: false });
      clock.offsetMs = 50_000;
      await one.prolong(second);
      clock.offsetMs = 70_000;
      expect(await other.due(8)).toEqual([]);
      await one.release(second, { nextInMs: 900_000, attempts: 0, hasSucceeded: true, isFullDone: false });
      expect(await other.due(8)).toMatchObject([{ target: calendar }]);
      // What was not due is given back too.
      const [third] = await other.claimAll([calendar, tasks], { onlyDue: true });
      if (!third) throw new Error('a third lease');
      await other.releaseAll([third], { nextInMs: 0, attempts: 0, hasSucceeded: true, isFullDone: false });
      clock.offsetMs = 71_000;
      expect(await one.claimAll([calendar, tasks], { onlyDue: false })).toHaveLength(2);
      // One that died gives nothing back: its turn ends with its leases.
      expect(await other.due(8)).toEqual([]);
      clock.offsetMs = 132_000;
      expect(await other.claimAll([calendar, tasks], { onlyDue: true })).toHaveLength(2);
    } finally {
      await booted.close();
    }
  },
);

it.each(databases)(
  'a change that concerns many goes on after a restart, in one process at a time, on %s',
  { timeout: 180_000 },
  async (database) => {
    const booted = await bootStrapi({ database });
    try {
      const clock = { offsetMs: 0 };
      const process = () => createLeases(createSql(booted.strapi, clock), async (users) => new Set(users));
      const targets = booted.strapi.db.connection('microsoft_sync_targets');
      const people = Array.from({ length: 1_300 }, (_, at) => `p${at}`);
      for (let from = 0; from < people.length; from += 100)
        await targets
          .clone()
          .insert(
            people
              .slice(from, from + 100)
              .map((user) => ({ target_key: `${user}|calendar`, user_id: user, resource: 'calendar', attempts: 0 })),
          );
      const asleep = async () => Number((await targets.clone().whereNull('next_run_at').count({ n: '*' }))[0]?.['n']);
      for (const users of [null, people]) {
        await targets.clone().update({ next_run_at: null });
        // One that ends before it has noted the rest has made nobody due: it is done again as a whole.
        const sql = createSql(booted.strapi, clock);
        const run: typeof sql.run = (build) =>
          sql.run((from, knex) => {
            const untilItNotes = (name: string) => {
              if (name === 'microsoft_sync_wakings') throw new Error('ended');
              return from(name);
            };
            return build(untilItNotes, knex);
          });
        await expect(wakeExisting({ ...sql, run }, users)).rejects.toThrow('ended');
        expect(await asleep()).toBe(people.length);
        await process().wakeExisting(users);
        const left = await asleep();
        expect(left).toBeGreaterThan(700);
        // This one ends at the second part.
        let parts = 0;
        await process().goOnWaking(() => (parts += 1) > 1);
        expect(await asleep()).toBeLessThan(left);
        expect(await asleep()).toBeGreaterThan(0);
        await Promise.all([process().goOnWaking(() => false), process().goOnWaking(() => false)]);
        expect(await asleep()).toBe(0);
        expect(await booted.strapi.db.connection('microsoft_sync_wakings').count({ n: '*' })).toMatchObject([
          { n: expect.toSatisfy((n) => Number(n) === 0) as unknown },
        ]);
      }
      const [row] = await targets.clone().orderBy('next_run_at', 'desc').limit(1).select('next_run_at', 'scheduled_at');
      expect(Number(row?.['next_run_at']) - Number(row?.['scheduled_at'])).toBeGreaterThan(5_000); // spread
    } finally {
      await booted.close();
    }
  },
);
