import { metrics } from '@opentelemetry/api';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { expect, test } from 'vitest';
import type { RunReport } from '../../../src/contracts';
import { createMetrics } from './metrics';

const nothing = { created: 0, updated: 0, deleted: 0 };
const report: RunReport = {
  run: 'r',
  user: 'ada',
  resource: 'calendar',
  outcome: 'completed',
  reason: null,
  strapi: { ...nothing, created: 3 },
  microsoft: nothing,
  matched: 0,
  conflicts: 0,
  held: 1,
  leftAlone: 0,
  requests: 2,
  mails: 0,
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:01.500Z',
};

let counts = 0;
const asked = {
  overdueSeconds: async () => 7,
  async subscriptions() {
    counts += 1;
    return [{ state: 'live', count: 2 }];
  },
};

test('without an SDK nothing is counted, and nothing fails', async () => {
  const own = createMetrics();
  await own.begin(asked);
  own.run(report);
  own.notices({ given: 2, ours: 1 });
});

test('with one, runs, items and notices are counted without anybody’s name', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
  const provider = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(provider);
  const own = createMetrics();
  await own.begin(asked);
  own.run(report);
  own.run({ ...report, outcome: 'off' });
  own.notices({ given: 3, ours: 1 });
  await reader.forceFlush();
  await reader.forceFlush();
  expect(counts).toBe(1); // each of them is looked at for it: not whenever somebody collects
  const found = exporter
    .getMetrics()
    .slice(-1)
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  const points = Object.fromEntries(
    found.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints.map(({ value, attributes }) => ({ value, attributes }))]),
  );
  expect(points['microsoft_sync.runs']).toEqual([{ value: 1, attributes: { resource: 'calendar', outcome: 'completed' } }]);
  expect(points['microsoft_sync.items']).toEqual([{ value: 3, attributes: { resource: 'calendar', side: 'strapi', change: 'created' } }]);
  expect(points['microsoft_sync.requests']).toEqual([{ value: 2, attributes: { resource: 'calendar' } }]);
  expect(points['microsoft_sync.notices']).toEqual([
    { value: 1, attributes: { origin: 'microsoft' } },
    { value: 2, attributes: { origin: 'unknown' } },
  ]);
  expect(points['microsoft_sync.overdue']).toEqual([{ value: 7, attributes: {} }]);
  expect(points['microsoft_sync.subscriptions']).toEqual([{ value: 2, attributes: { state: 'live' } }]);
  expect(JSON.stringify(found)).not.toContain('ada');
  await provider.shutdown();
});
