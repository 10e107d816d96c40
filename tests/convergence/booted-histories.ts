import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Resource } from '../../src/contracts';
import { databases } from '../support';
import type { DatabaseClient } from '../support/database';
import { type EngineSite, engineSites } from '../support/engines';
import '../support/property-seed';
import { type BootedSite, openBootedSite, openBootedWorld } from './booted-world';
import { proveOn } from './prove';
import { histories } from './steps';

const SEED = process.env['CONVERGENCE_SEED'];
/** Of a history that fails, so many shorter ones are tried. */
const ATTEMPTS = 200;

/** The tests of a file; each database has one of its own, so that they run beside each other. */
export function proveOnBooted(database: DatabaseClient): void {
  const sites = engineSites.filter((site) => site.database === database);
  if (sites.length === 0) it.skip(`histories on a booted Strapi, on ${database}`, () => undefined);
  else describe.each(sites)('histories on a booted Strapi, $place', proveOnSite);
}

function proveOnSite({ engine, database }: EngineSite): void {
  const total = Number(process.env['CONVERGENCE_BOOTED_HISTORIES'] ?? (database === 'sqlite' ? 100 : 300));
  /** Each database meets histories of its own. */
  const seed = SEED ? Number(SEED) : Number(fc.readConfigureGlobal().seed ?? Date.now()) + databases.indexOf(database);
  let site: BootedSite;
  beforeAll(async () => {
    site = await openBootedSite({ people: total + 3 * ATTEMPTS, database, engine });
  }, 900_000); // a person for each history, on a machine that does other things too
  afterAll(() => site.close());

  it.each<[number, Resource[]]>([
    [0.5, ['calendar']],
    [0.25, ['tasks']],
    [0.25, ['calendar', 'tasks']],
  ])(
    'a share of %d, of %j, converges',
    async (share, resources) => {
      const property = fc.asyncProperty(histories(resources), async (history) =>
        proveOn(await openBootedWorld(site, { ...history, resources }), history),
      );
      await fc.assert(property, { numRuns: Math.ceil(total * share), seed });
    },
    7_200_000,
  );
}
