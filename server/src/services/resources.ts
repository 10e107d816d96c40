import { setImmediate } from 'node:timers/promises';
import { errors } from '@strapi/utils';
import {
  type AdoptOptions,
  type AdoptReport,
  type HomeReading,
  RESOURCES,
  type ResourcesService,
  type StayedEntry,
} from '../../../src/contracts';
import { told } from '../../../src/contracts/reasons';
import type { Home } from '../../../src/homes/home';
import { type Adopting, adoptStep, entriesOf, type AdoptStep, type Stayed } from '../engine/adopt/adopt-step';
import type { AdoptDeps } from '../engine/adopt/dependencies';
import type { Leases } from '../engine/lease/port';
import type { Confirmations } from '../homes/confirmations';
import type { Homes } from '../homes/registry';
import type { HostUsers } from '../host/users';
import type { Place } from '../storage/sql/adoptions';

export interface ResourcesDeps {
  readonly homes: Homes;
  readonly readings: () => Promise<HomeReading[]>;
  readonly confirmations: Confirmations;
  readonly leases: Pick<Leases, 'wakeExisting'>;
  readonly users: HostUsers;
  readonly adopting: AdoptDeps;
}
/** One step at a time, for a page that shows how far it has come. */
interface AdoptingSteps {
  begin(of: AdoptOptions): Promise<{ adopting: Adopting; total: number }>;
  step(adopting: Adopting, after: Place | null): Promise<Omit<AdoptStep, 'stayed'> & { readonly stayed: StayedEntry[] }>;
}
export type Resources = ResourcesService & { readonly adoptingSteps: AdoptingSteps };

export function createResources({ homes, readings, confirmations, leases, users, adopting: deps }: ResourcesDeps): Resources {
  const steps: AdoptingSteps = {
    async begin(of) {
      const adopting = await adoptingOf(homes, users, of);
      await deps.adoptions.dropOld();
      return { adopting, total: await deps.adoptions.count(entriesOf(adopting)) };
    },
    async step(adopting, after) {
      const { stayed, ...done } = await adoptStep(deps, adopting, after);
      return { ...done, stayed: stayed.map(shownEntry) };
    },
  };
  return {
    register: homes.register as ResourcesService['register'],
    list: readings,
    async confirm({ resource, by } = {}) {
      const names: string[] = [];
      for (const one of RESOURCES)
        if (resource === undefined || resource === one) names.push(...(await confirmations.confirm(one, by ?? null)));
      if (names.length > 0) await leases.wakeExisting(null);
      return names;
    },
    async adopt({ signal, onProgress, ...of }) {
      const { adopting, total } = await steps.begin(of);
      const report: AdoptReport = { total, moved: 0, stayed: [], isDone: false };
      for (let after: Place | null = null; !signal?.aborted;) {
        const { moved, stayed, next } = await steps.step(adopting, after);
        report.moved += moved;
        report.stayed.push(...stayed);
        if (next === null) return { ...report, isDone: true };
        onProgress?.(report);
        after = next;
        await setImmediate(); // on SQLite nobody else would have their turn before the end
      }
      return report;
    },
    adoptingSteps: steps,
  };
}

function shownEntry({ target: { user }, why, ...entry }: Stayed): StayedEntry {
  const { words, reason } = told(why);
  return { user, ...entry, why: words, reason };
}

async function adoptingOf(homes: Homes, users: HostUsers, { from, to, user, dryRun, undo }: AdoptOptions): Promise<Adopting> {
  const [left, right] = [homeNamed(homes, 'from', from), homeNamed(homes, 'to', to)];
  if (left === right) throw invalid('to', 'Must be another home than the one that the entries leave.');
  if (left.resource !== right.resource)
    throw invalid('to', `Must be a home of the same resource: ${nameOf(left)} holds ${left.resource}, ${nameOf(right)} ${right.resource}.`);
  const person = user === undefined ? null : ((await users.find(user)) ?? (await users.findByEmail(user)));
  if (user !== undefined && !person) throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' });
  return {
    ...(undo === true ? { from: right, to: left } : { from: left, to: right }),
    ...(person ? { user: person.documentId } : {}),
    onlyBack: undo === true,
    isDry: dryRun === true,
  };
}

const nameOf = ({ name, uid }: Home): string => (name === '' ? uid : name);

function homeNamed(homes: Homes, option: 'from' | 'to', name: unknown): Home {
  const found = homes.all().find((home) => nameOf(home) === name);
  if (!found) throw invalid(option, `There is no such home. There are: ${homes.all().map(nameOf).join(', ')}.`);
  return found;
}

const invalid = (option: string, message: string) =>
  new errors.ValidationError(`--${option}: ${message}`, {
    code: 'invalid-input',
    errors: [{ path: [option], message, name: 'ValidationError' }],
  });
