import { databaseCause } from '../causes/database';
import { sayOnceIn } from '../causes/say-once';
import { createNotices, type Notices } from '../notices';
import { noticeAddress } from '../notices/address';
import { createSubscriptionStore } from '../storage/sql/subscriptions';
import type { Accounts } from '../accounts';
import type { Foundation } from './foundation';

/** `accounts` are asked only when something is done, since they tell of those who leave. */
export function createNoticesOf(foundation: Foundation, accounts: () => Pick<Accounts, 'open'>): Notices {
  const { strapi, config, sql, now, secrets, leases, effects } = foundation;
  return createNotices({
    subscriptions: createSubscriptionStore(sql),
    accounts: { open: (options) => accounts().open(options) },
    leases,
    wake: (targets) => leases.wakeThoseThere(targets, { priority: 'notice' }),
    address: noticeAddress(config, secrets.hasKey()),
    codes: secrets,
    graph: `${config.cloud.graph}/v1.0`,
    hasTasks: config.cloud.name === 'global' || config.cloud.name === 'custom',
    now,
    random: () => effects.random(),
    count: (of) => foundation.metrics.notices(of),
    log: strapi.log,
    report: (error) =>
      sayOnceIn(strapi.log)(
        'notices',
        `microsoft-sync: what Microsoft tells of could not be noted; it is found on schedule. ${databaseCause(error)?.message ?? (error instanceof Error ? error.name : '')}`,
      ),
  });
}
