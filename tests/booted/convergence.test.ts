import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import type { Resource } from '../../src/contracts';
import { type BootedSite, openBootedSite, openBootedWorld } from '../convergence/booted-world';
import { proveOn } from '../convergence/prove';
import { histories } from '../convergence/steps';
import '../support/property-seed';

const TOTAL = Number(process.env['CONVERGENCE_BOOTED_HISTORIES'] ?? 200);
const SEED = process.env['CONVERGENCE_SEED'];
/** Of a history that fails, so many shorter ones are tried. */
const ATTEMPTS = 200;

let site: BootedSite;
beforeAll(async () => {
  site = await openBootedSite({ people: TOTAL + 3 * ATTEMPTS });
});
afterAll(() => site.close());

it.each<[number, Resource[]]>([
  [0.5, ['calendar']],
  [0.25, ['tasks']],
  [0.25, ['calendar', 'tasks']],
])(
  'of the histories on a booted Strapi, a share of %d, of %j, converges',
  async (share, resources) => {
    const property = fc.asyncProperty(histories(resources), async (history) =>
      proveOn(await openBootedWorld(site, { ...history, resources }), history),
    );
    await fc.assert(property, { numRuns: Math.ceil(TOTAL * share), ...(SEED ? { seed: Number(SEED) } : {}) });
  },
  3_600_000,
);
