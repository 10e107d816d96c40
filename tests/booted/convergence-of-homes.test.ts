import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { MicrosoftSync } from '../../src/contracts';
import { type BootedSite, openBootedSite, openBootedWorld } from '../convergence/booted-world';
import { bootedCrm } from '../convergence/homes/booted-crm';
import { CrmStaff } from '../convergence/homes/crm-staff';
import { hookOf } from '../convergence/homes/hook';
import { config, homesOfHistories } from '../convergence/homes/homes-of-histories';
import { keyOf } from '../convergence/homes/key-of';
import { peopleOfHomes } from '../convergence/homes/people-of-homes';
import { proveHomesOn } from '../convergence/homes/prove-homes';
import { type HistoryOfHomes, historiesOfHomes } from '../convergence/homes/steps-of-homes';
import type { Step } from '../convergence/steps';
import { databases } from '../support';
import { ACTIVITY, DEAL, MEETING } from '../support/crm';
import '../support/property-seed';

const SEED = process.env['CONVERGENCE_SEED'];
/** Of a history that fails, so many shorter ones are tried. */
const ATTEMPTS = 100;
/** Which homes there are, a Strapi is told once. */
const isPossible = (step: Step): boolean => !('edit' in step && step.edit.kind === 'host' && step.edit.what === 'home');

/** The model of Strapi that thousands of histories are played on (tests/convergence/homes) against the real one. */
describe.each(databases)('histories of homes on a booted Strapi, on %s', (database) => {
  const total = Number(process.env['CONVERGENCE_BOOTED_HOMES'] ?? 40);
  const seed = SEED ? Number(SEED) : Number(fc.readConfigureGlobal().seed ?? Date.now()) + databases.indexOf(database);
  let site: BootedSite;
  let other: string;
  let isAltering = false;
  beforeAll(async () => {
    site = await openBootedSite({ people: total + 3 * ATTEMPTS, database, resources: config });
    const { strapi } = site.booted;
    await strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German (de)' });
    await (strapi.plugin('microsoft-sync').service('resources') as MicrosoftSync['resources']).confirm();
    const alter = (event: { model: { uid: string }; params: { data?: Record<string, unknown> } }): void => {
      const { data } = event.params;
      if (data) event.params.data = { ...hookOf(ACTIVITY, isAltering)(event.model.uid, data) };
    };
    strapi.db.lifecycles.subscribe({ models: [ACTIVITY], beforeCreate: alter as never, beforeUpdate: alter as never });
    other = (await site.booted.createAdminUser({ email: 'other@x.example' })).documentId;
  }, 900_000);
  afterAll(() => site.close());

  async function prove(history: HistoryOfHomes): Promise<void> {
    isAltering = history.isAltering;
    let staff: CrmStaff | undefined;
    const world = await openBootedWorld(site, {
      ...history,
      resources: ['calendar', 'tasks'],
      host: async (me) => {
        const crm = await bootedCrm(site.booted.strapi, [MEETING, ACTIVITY, DEAL]);
        const known = new CrmStaff({ crm, me, other, homes: homesOfHistories, takenOut: null, timeZone: 'Europe/Berlin' });
        staff = known;
        return { keyOf, people: (of, resource) => peopleOfHomes(known, of, resource) };
      },
    });
    if (!staff) throw new Error('nobody is at work');
    await proveHomesOn(world, staff, history);
  }

  it(`${total} converge`, () => fc.assert(fc.asyncProperty(historiesOfHomes(14, isPossible), prove), { numRuns: total, seed }), 7_200_000);
});
