import type { CheckVerdict, Resource } from '../../../src/contracts';
import type { Target } from '../storage/port';
import type { Subscription } from '../storage/sql/subscriptions';
import type { Looked } from '../engine/dependencies';
import type { NoticeAddress } from './address';
import { afterRun } from './after-run';
import { remove } from './ask-microsoft';
import { madeFor, nameIn } from './client-state';
import { hearNotices, type HearDeps } from './hear';
import { createInbox } from './inbox';
import { isHealthy } from './pace';
import { noticesIn, readNotices } from './read-notices';
import { type TendDeps, tendSubscriptions } from './tend';

export interface NoticesDeps extends TendDeps, Pick<HearDeps, 'wake'> {
  readonly report: (error: unknown) => void;
  /** How many of the notices that were posted are ours. */
  readonly count?: (of: { readonly given: number; readonly ours: number }) => void;
}

/** Change notifications: Microsoft says that there is something to look at. Without them everything works, only later. */
export interface Notices {
  /** What was posted to the address; returns at once, whatever it is. */
  take(body: unknown): void;
  /** Makes, renews and takes away what is due; in whatever process runs work. */
  tend(): Promise<void>;
  /** After the runs of an account: in how many minutes the next one is due. */
  afterRun(of: { readonly looked: readonly Looked[]; readonly intervalMinutes: number }): Promise<Map<Resource, number>>;
  /** Somebody leaves, or switches a resource off: Microsoft is to tell no more of it. */
  takeAway(user: string, resources?: readonly Resource[]): Promise<void>;
  /** Whatever is known of somebody who is gone. */
  forget(user: string): Promise<void>;
  /** The same in the background: a run has found that it is switched off. */
  retire(target: Target): Promise<void>;
  /** A mailbox is reachable again: what was put off is due. */
  wake(user: string): Promise<void>;
  /** Once at start: the address is another one than it was, or the key. */
  open(): Promise<void>;
  /** For *Check Connection*. */
  verdict(user: string): Promise<Pick<CheckVerdict, 'ok' | 'code' | 'message'>>;
  /** Whether Microsoft reaches this Strapi, by what it has said of anybody's. */
  verdictOfAll(): Promise<Pick<CheckVerdict, 'ok' | 'code' | 'message'>>;
  /** Waits for what has come and is not handed on yet. */
  drain(): Promise<void>;
}

export function createNotices(deps: NoticesDeps): Notices {
  const { subscriptions, address, codes } = deps;
  const inbox = createInbox((notices) => hearNotices(deps, notices), deps.report);
  const isOn = 'url' in address;
  let isTending = false;
  return {
    take(body) {
      if (!isOn) return;
      const ours = readNotices(body, (clientState) => nameIn(codes, clientState));
      inbox.put(ours);
      deps.count?.({ given: noticesIn(body), ours: ours.length });
    },
    async tend() {
      if (isTending) return;
      isTending = true;
      try {
        await tendSubscriptions(deps);
      } finally {
        isTending = false;
      }
    },
    async afterRun(of) {
      const asSet = () => new Map(of.looked.map(({ target }) => [target.resource, of.intervalMinutes]));
      if (!isOn) return asSet();
      try {
        return await afterRun(subscriptions, of);
      } catch (error) {
        deps.report(error); // a run is done, whatever becomes of the notices of the next
        return asSet();
      }
    },
    async takeAway(user, resources) {
      const all = await subscriptions.ofUser(user);
      const wanted = all.filter(({ target }) => resources?.includes(target.resource) ?? true);
      const made = wanted.filter(({ subscriptionId }) => subscriptionId !== null);
      try {
        if (made.length > 0) {
          const { mailbox } = await deps.accounts.open({ user, evenBlocked: true });
          const asked = { mailbox, root: `${deps.graph}/subscriptions`, now: 0 };
          for (const { subscriptionId } of made) if (subscriptionId !== null) await remove(asked, subscriptionId);
        }
      } finally {
        await subscriptions.remove(wanted.map(({ key }) => key));
      }
    },
    async forget(user) {
      await subscriptions.remove((await subscriptions.ofUser(user)).map(({ key }) => key));
    },
    async retire({ user, resource }) {
      const left = (await subscriptions.ofUser(user)).filter(({ target, state }) => target.resource === resource && state !== 'unwanted');
      await subscriptions.change(
        left.map(({ key }) => key),
        { state: 'unwanted', nextAt: await deps.now() },
      );
    },
    async wake(user) {
      if (!isOn) return;
      const waiting = (await subscriptions.ofUser(user)).filter(({ state, failures }) => state === 'refused' || failures > 0);
      await subscriptions.change(
        waiting.map(({ key }) => key),
        { nextAt: await deps.now(), failures: 0 },
      );
    },
    open: () => subscriptions.wakeOtherAddresses('url' in address ? madeFor(address.url, codes) : null),
    async verdict(user) {
      if ('why' in address) return notTold(address);
      return verdictOf(await subscriptions.ofUser(user), await deps.now(), address.url);
    },
    async verdictOfAll() {
      if ('why' in address) return notTold(address);
      const { told, isUnreached } = await subscriptions.reach();
      if (isUnreached) return unreached(address.url);
      if (told === 0)
        return {
          ok: null,
          code: 'notices-not-yet',
          message: `Whether Microsoft reaches ${address.url} shows after the first run of somebody.`,
        };
      return { ok: true, message: `Microsoft reaches ${address.url}, and tells of changes at once (calendars and lists: ${told}).` };
    },
    drain: () => inbox.drain(),
  };
}

type Verdict = Pick<CheckVerdict, 'ok' | 'code' | 'message'>;

const notTold = ({ code, why }: Extract<NoticeAddress, { why: string }>): Verdict => ({
  ok: null,
  code,
  message: `Not told of changes, which are fetched on schedule. ${why}`,
});

const unreached = (url: string): Verdict => ({
  ok: false,
  code: 'notices-not-reached',
  message: `Microsoft does not reach ${url}. Whatever stands before Strapi has to let requests of Microsoft 365 through to this address; until then changes are fetched on schedule.`,
});

function verdictOf(all: readonly Subscription[], now: number, url: string): Verdict {
  if (all.some(({ reason }) => reason === 'not-reached')) return unreached(url);
  if (all.length === 0) return { ok: null, code: 'notices-not-yet', message: 'Microsoft is asked to tell of changes after the first run.' };
  const told = all.filter((one) => isHealthy(one, now)).length;
  return {
    ok: true,
    ...(told < all.length ? { code: 'notices-partly' } : {}),
    message:
      told === all.length
        ? `Microsoft tells of changes at once (calendars and lists: ${told}).`
        : `Microsoft tells of changes at once in ${told} of ${all.length} calendars and lists; the others are fetched on schedule.`,
  };
}
