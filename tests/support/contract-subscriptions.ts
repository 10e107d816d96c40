import { beforeEach, describe, expect, it } from 'vitest';
import type { SyncStore, Target } from '../../server/src/storage/port';
import type { Subscription, SubscriptionStore } from '../../server/src/storage/sql/subscriptions';

/** A process that tends subscriptions, and the bookkeeping that says what is followed. Nothing is noted so far. */
export interface Subscribing {
  readonly store: SyncStore;
  readonly subscriptions: SubscriptionStore;
  /** Another process at the same database. */
  readonly elsewhere: SubscriptionStore;
  /** Moves the clock that all of them go by. */
  advance(milliseconds: number): void;
}

const MINUTE = 60_000;
const calendar = { user: 'ada', resource: 'calendar' } as const satisfies Target;
const tasks = { user: 'ada', resource: 'tasks' } as const satisfies Target;
const bens = { user: 'ben', resource: 'calendar' } as const satisfies Target;

export function describeSubscriptions(open: () => Promise<Subscribing>): void {
  describe('subscriptions', () => {
    let at: Subscribing;
    beforeEach(async () => {
      at = await open();
    });

    async function follow(target: Target, ...ids: string[]): Promise<void> {
      const cursors = ids.map((id) => ({
        collection: { id, name: id, isDefault: id === ids[0], isReadOnly: false, isOwned: true, owner: null },
        link: 'link',
        window: { start: '2026-01-01T00:00:00.000Z', end: '2026-12-31T00:00:00.000Z' },
        settingsKey: 'k',
        round: 1,
        isFull: true,
        isSettled: true,
        isReadWhole: false,
        comparedAt: 1,
      }));
      await at.store.commit(target, { cursors });
    }
    /** Everything that a target follows is to be told of, under the name of the collection. */
    async function subscribe(target: Target, ...ids: string[]): Promise<readonly Subscription[]> {
      await follow(target, ...ids);
      const { followed } = await at.subscriptions.of([target]);
      await at.subscriptions.add(followed.map((one) => ({ followed: one, name: one.collection })));
      return (await at.subscriptions.of([target])).subscriptions;
    }
    const names = (all: readonly Subscription[]) => all.map(({ name }) => name).sort();
    const due = async (limit = 9, store = at.subscriptions) => names(await store.claimDue(limit));
    const keyOf = async (name: string) => (await at.subscriptions.find([name]))[0]?.key ?? '';

    it('a target tells what it follows, and which of it is to be told of; others’ are theirs', async () => {
      await subscribe(calendar, 'a', 'b');
      await follow(tasks, 'list');
      await subscribe(bens, 'c');
      const of = await at.subscriptions.of([calendar, tasks]);
      expect(of.followed).toMatchObject([
        { target: calendar, collection: 'a', isDefault: true, isOwned: true },
        { target: calendar, collection: 'b', isDefault: false },
        { target: tasks, collection: 'list' },
      ]);
      const untold = { reason: null, subscriptionId: null, lookedAt: null, doubtedAt: null, isAskedAgain: false, silences: 0, failures: 0 };
      expect(of.subscriptions).toMatchObject([
        { key: of.followed[0]?.key, name: 'a', target: calendar, collection: 'a', state: 'wanted', ...untold },
        { key: of.followed[1]?.key, name: 'b', target: calendar, collection: 'b', state: 'wanted', ...untold },
      ]);
      expect(names(await at.subscriptions.ofUser('ben'))).toEqual(['c']);
      expect(await at.subscriptions.of([])).toEqual({ followed: [], subscriptions: [] });
    });

    it('accounts that are asked about at once are told apart', async () => {
      await subscribe(calendar, 'a');
      await subscribe(bens, 'b');
      const both = await Promise.all([at.subscriptions.of([calendar, tasks]), at.subscriptions.of([bens])]);
      expect(both.map(({ subscriptions }) => names(subscriptions))).toEqual([['a'], ['b']]);
    });

    it('what Microsoft has answered for one counts as long as it is wanted, under the name by which it was asked for', async () => {
      const [one] = await subscribe(calendar, 'a');
      if (!one) throw new Error('none');
      expect(await at.elsewhere.changeWanted(one, { state: 'live', subscriptionId: 's' })).toBe(true);
      expect(await at.subscriptions.changeWanted({ ...one, name: 'another' }, { subscriptionId: 't' })).toBe(false);
      expect(await at.subscriptions.ofUser('ada')).toMatchObject([{ state: 'live', subscriptionId: 's' }]);
      await at.subscriptions.change([one.key], { state: 'unwanted' });
      expect(await at.elsewhere.changeWanted(one, { state: 'live' })).toBe(false);
      expect(await at.subscriptions.ofUser('ada')).toMatchObject([{ state: 'unwanted' }]);
      await at.subscriptions.remove([one.key]);
      expect(await at.elsewhere.changeWanted(one, { state: 'live' })).toBe(false);
    });

    it('what is new is due at once, for one of all processes, and for another one where that does not get done', async () => {
      await subscribe(calendar, 'a', 'b', 'c');
      const claimed = await Promise.all([due(), due(9, at.elsewhere)]);
      expect(claimed.flat().sort()).toEqual(['a', 'b', 'c']);
      expect([await due(), await due(9, at.elsewhere)]).toEqual([[], []]);
      at.advance(4 * MINUTE);
      expect(await due(9, at.elsewhere)).toEqual(['a', 'b', 'c']);
    });

    it('the longest due are claimed first, what is not due is not, and what has no time never', async () => {
      const [a, b, c, d] = (await subscribe(calendar, 'a', 'b', 'c', 'd')).map(({ key }) => key) as [string, string, string, string];
      for (const [key, nextAt] of [
        [a, 2],
        [b, 1],
        [c, Date.now() + 60 * MINUTE],
        [d, null],
      ] as const)
        // prettier-ignore
        await at.subscriptions.change([key], { nextAt });
      expect(await due(1)).toEqual(['b']);
      expect(await due()).toEqual(['a']);
      at.advance(61 * MINUTE);
      expect(await due()).toEqual(['a', 'b', 'c']);
    });

    it('a change writes what it names, of these rows alone, and leaves the time as it was unless it names one', async () => {
      const [a, b] = await subscribe(calendar, 'a', 'b');
      const changes = { state: 'live', subscriptionId: 'S', expiresAt: 1_790_000_000_000, doubtedAt: 7, isAskedAgain: true } as const;
      await at.subscriptions.change([a?.key ?? ''], changes);
      await at.subscriptions.change([], { state: 'refused' });
      expect(await at.subscriptions.ofUser('ada')).toEqual([{ ...a, ...changes }, b]);
      expect(await due()).toEqual(['a', 'b']);
    });

    it('is found by its name, and by another one once it is made anew', async () => {
      await subscribe(calendar, 'a', 'b');
      await at.subscriptions.change([await keyOf('a')], { name: 'anew' });
      expect(names(await at.subscriptions.find(['a', 'anew', 'nobody']))).toEqual(['anew']);
      await expect(at.subscriptions.change([await keyOf('b')], { name: 'anew' })).rejects.toThrow();
      expect(await at.subscriptions.find([])).toEqual([]);
    });

    it('one that is added again begins anew', async () => {
      const [a] = await subscribe(calendar, 'a');
      await at.subscriptions.change([a?.key ?? ''], { state: 'refused', reason: 'silent', silences: 3, failures: 2, nextAt: null });
      await subscribe(calendar, 'a');
      expect(await at.subscriptions.ofUser('ada')).toEqual([a]);
      expect(await due()).toEqual(['a']);
    });

    it('runs that end at once note when they looked, each for its own', async () => {
      const [a, b, c] = await subscribe(calendar, 'a', 'b', 'c');
      const looked = (one: Subscription | undefined, when: number) => at.subscriptions.looked({ keys: [one?.key ?? ''], at: when });
      await Promise.all([looked(a, 5), looked(b, 6), at.subscriptions.looked({ keys: [], at: 7 })]);
      expect((await at.subscriptions.ofUser('ada')).map(({ lookedAt }) => lookedAt)).toEqual([5, 6, null]);
      await at.subscriptions.remove([a?.key ?? '', c?.key ?? '']);
      await at.subscriptions.remove([]);
      expect(names(await at.subscriptions.ofUser('ada'))).toEqual(['b']);
    });

    it('those that tell another address are due once there is another, and all that were made where there is none', async () => {
      const keys = (await subscribe(calendar, 'here', 'there', 'unmade')).map(({ key }) => key);
      await at.subscriptions.change(keys, { nextAt: null });
      await at.subscriptions.change(keys.slice(0, 1), { subscriptionId: '1', address: 'https://here.example' });
      await at.subscriptions.change(keys.slice(1, 2), { subscriptionId: '2', address: 'https://there.example' });
      await at.subscriptions.wakeOtherAddresses('https://here.example');
      expect(await due()).toEqual(['there']);
      await at.subscriptions.wakeOtherAddresses(null);
      expect(await due()).toEqual(['here', 'there']);
    });

    it('counts how many are in each state, and says where Microsoft did not reach us', async () => {
      const [a, b] = await subscribe(calendar, 'a', 'b', 'c');
      expect(await at.subscriptions.reach()).toEqual({ told: 0, isUnreached: false });
      await at.subscriptions.change([a?.key ?? ''], { state: 'live' });
      await at.subscriptions.change([b?.key ?? ''], { state: 'refused', reason: 'not-reached' });
      expect(await at.subscriptions.reach()).toEqual({ told: 1, isUnreached: true });
      expect((await at.subscriptions.counts()).sort((one, other) => one.state.localeCompare(other.state))).toEqual([
        { state: 'live', count: 1 },
        { state: 'refused', count: 1 },
        { state: 'wanted', count: 1 },
      ]);
    });
  });
}
