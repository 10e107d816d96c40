import type { Row } from '../host/rows';
import { createHealth, type Health } from '../monitoring/health';
import { createSubscriptionStore } from '../storage/sql/subscriptions';
import { tables } from '../storage/sql/models';
import type { Engine } from './engine';
import type { Foundation } from './foundation';

/** What is there for those who look after servers. */
export interface Monitoring {
  readonly health: () => Promise<Health>;
}

export function createMonitoring(foundation: Foundation, { scheduler }: Pick<Engine, 'scheduler'>): Monitoring {
  return {
    health: createHealth({
      overdueSeconds: () => overdueSeconds(foundation),
      sinceTickMs: () => (foundation.runsWork ? scheduler.sinceTickMs() : null),
      now: () => performance.now(),
    }),
  };
}

/** Of what is due and nobody has taken; the first entry of an index. */
async function overdueSeconds({ sql }: Pick<Foundation, 'sql'>): Promise<number> {
  const [first] = await sql.run<Row[]>((from, knex) =>
    from(tables.targets)
      .whereRaw(`next_run_at <= ${sql.nowSql}`)
      .orderBy('next_run_at')
      .limit(1)
      .select(knex.raw(`${sql.nowSql} - next_run_at as late`)),
  );
  return Math.round(Number(first?.['late'] ?? 0) / 1000);
}

/** Asked by the host's SDK of OpenTelemetry, where it has one. */
export async function observeMetrics(container: Pick<Foundation, 'sql' | 'metrics'>): Promise<void> {
  const subscriptions = createSubscriptionStore(container.sql);
  await container.metrics.begin({ overdueSeconds: () => overdueSeconds(container), subscriptions: () => subscriptions.counts() });
}
