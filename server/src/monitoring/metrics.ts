import type { MetricsAPI } from '@opentelemetry/api';
import type { RunReport } from '../../../src/contracts';

/**
 * What this process counts, by the names that docs/operations.md lists. Without an SDK of OpenTelemetry in the host all of it is nothing.
 */
export interface Metrics {
  run(report: RunReport): void;
  /** What was posted to the notification address: `ours` of `given` carry our code. */
  notices(of: { readonly given: number; readonly ours: number }): void;
  /** Begins to count, where an SDK is there by now. These are asked when somebody collects, and only then. */
  begin(of: {
    readonly overdueSeconds: () => Promise<number>;
    readonly subscriptions: () => Promise<readonly StateCount[]>;
  }): Promise<void>;
}
interface StateCount {
  readonly state: string;
  readonly count: number;
}

/** To count them is to look at each one, which no index spares (a tenth of a second for 200,000), however often somebody collects. */
const COUNTED_EVERY_MS = 300_000;

export function createMetrics(): Metrics {
  let all: ReturnType<typeof instruments> | null = null;
  return {
    run(report) {
      if (!all || report.outcome === 'off' || report.outcome === 'busy') return;
      const { runs, duration, requests, items, held, conflicts } = all;
      const { resource, outcome } = report;
      runs.add(1, { resource, outcome });
      duration.record((Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000, { resource, outcome });
      requests.add(report.requests, { resource });
      for (const side of ['strapi', 'microsoft'] as const)
        for (const change of ['created', 'updated', 'deleted'] as const)
          if (report[side][change] > 0) items.add(report[side][change], { resource, side, change });
      if (report.held > 0) held.add(report.held, { resource });
      if (report.conflicts > 0) conflicts.add(report.conflicts, { resource });
    },
    notices({ given, ours }) {
      if (!all) return;
      const { notices } = all;
      if (ours > 0) notices.add(ours, { origin: 'microsoft' });
      if (given > ours) notices.add(given - ours, { origin: 'unknown' });
    },
    async begin({ overdueSeconds, subscriptions }) {
      if (!hasSdk()) return;
      all = instruments((await import('@opentelemetry/api')).metrics);
      const { overdue, live } = all;
      overdue.addCallback(async (result) => result.observe(await overdueSeconds()));
      let counted: { readonly at: number; readonly counts: readonly StateCount[] } | null = null;
      live.addCallback(async (result) => {
        if (counted === null || performance.now() - counted.at >= COUNTED_EVERY_MS)
          counted = { at: performance.now(), counts: await subscriptions() };
        for (const { state, count } of counted.counts) result.observe(count, { state });
      });
    },
  };
}

/** Where whatever an SDK registers is kept. Looked at without the API: for nobody its forty files would be read at each of Strapi's starts. */
const hasSdk = (): boolean => 'metrics' in ((globalThis as { [registered: symbol]: object })[Symbol.for('opentelemetry.js.api.1')] ?? {});

function instruments(metrics: MetricsAPI) {
  const meter = metrics.getMeter('strapi-plugin-microsoft-sync');
  return {
    runs: meter.createCounter('microsoft_sync.runs', { description: 'Runs that have ended', unit: '{run}' }),
    duration: meter.createHistogram('microsoft_sync.run.duration', { description: 'From the beginning of a run to its end', unit: 's' }),
    requests: meter.createCounter('microsoft_sync.requests', { description: 'Round trips to Microsoft Graph by runs', unit: '{request}' }),
    items: meter.createCounter('microsoft_sync.items', { description: 'Items written, on either side', unit: '{item}' }),
    held: meter.createCounter('microsoft_sync.held', { description: 'Items that runs have held', unit: '{item}' }),
    conflicts: meter.createCounter('microsoft_sync.conflicts', { description: 'Conflicts that runs have met', unit: '{conflict}' }),
    notices: meter.createCounter('microsoft_sync.notices', { description: 'Change notifications received', unit: '{notice}' }),
    overdue: meter.createObservableGauge('microsoft_sync.overdue', { description: 'How long what waits longest is overdue', unit: 's' }),
    live: meter.createObservableGauge('microsoft_sync.subscriptions', { description: 'Subscriptions by state', unit: '{subscription}' }),
  };
}
