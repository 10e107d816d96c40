import { bootStrapi } from '../support';

const PAIRS = 5;

/** Strapi's boot on an existing SQLite file, with and without the plugin in turn; medians in milliseconds. */
export async function measureBoot() {
  const times: Record<'with' | 'without', number[]> = { with: [], without: [] };
  for (const hasPlugin of [true, false]) await timed(hasPlugin); // warm-up: modules are loaded once
  for (let pair = 0; pair < PAIRS; pair += 1) {
    times.with.push(await timed(true));
    times.without.push(await timed(false));
  }
  const median = (all: number[]) => Math.round([...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
  return {
    'boot with the plugin, ms': median(times.with),
    'boot without the plugin, ms': median(times.without),
    'boot, more by the plugin, ms': median(times.with.map((time, at) => time - (times.without[at] ?? 0))),
  };
}

/** The second boot on the same database: the first makes the tables. */
async function timed(hasPlugin: boolean): Promise<number> {
  const first = await bootStrapi({ hasPlugin });
  await first.close({ keep: true });
  const startedAt = performance.now();
  const second = await bootStrapi({ hasPlugin, directory: first.directory });
  const time = performance.now() - startedAt;
  await second.close();
  return time;
}
