import type { Resource } from '../../../src/contracts';
import type { AdoptedRecords, AdoptRecords, PreviewRecords, RecordsPreview, RecordsReading } from '../../../src/contracts/http-records';
import type { HostUsers } from '../host/users';
import type { PreviewDeps } from '../preview/preview-target';
import type { Plan } from '../preview/plan-recorder';
import { planned } from './planned';
import type { Resources } from './resources';

export interface RecordsDeps {
  readonly resources: Resources;
  readonly users: HostUsers;
  readonly namesOfAdministrators: (ids: readonly string[]) => Promise<Map<string, string>>;
  readonly connectedUsers: () => Promise<string[]>;
  readonly isOn: (user: string, resource: Resource) => Promise<boolean>;
  readonly preview: PreviewDeps;
}

/** What the page Records asks. What takes its time goes in steps, so that it shows how far it has come, and ends where nobody asks on. */
export interface Records {
  read(): Promise<RecordsReading>;
  preview(of: PreviewRecords): Promise<RecordsPreview>;
  adopt(of: AdoptRecords): Promise<AdoptedRecords>;
}

export function createRecords(deps: RecordsDeps): Records {
  const { resources, users } = deps;
  return {
    async read() {
      const homes = await resources.list();
      const by = homes.flatMap(({ confirmation }) => confirmation.by ?? []);
      return { homes, names: Object.fromEntries(await deps.namesOfAdministrators([...new Set(by)])) };
    },
    async preview({ resource, after }) {
      const people = (await deps.connectedUsers()).sort();
      const at = people.findIndex((user) => after === null || user > after);
      const user = at < 0 ? undefined : people[at];
      const of = { people: people.length, seen: user === undefined ? people.length : at + 1, counts: countsOf(null), problem: null };
      if (user === undefined) return { person: null, ...of };
      if (!(await deps.isOn(user, resource))) return { person: user, ...of };
      try {
        return { person: user, ...of, counts: countsOf(await planned(deps.preview, { user, resource })) };
      } catch (error) {
        const { message, details } = error as { message?: unknown; details?: { code?: unknown } };
        if (typeof details?.code !== 'string') throw error;
        const name = (await users.find(user))?.displayName ?? user;
        return { person: user, ...of, problem: `${name}: ${String(message)}` };
      }
    },
    async adopt({ after, ...of }) {
      const { adopting, total } = await resources.adoptingSteps.begin(of);
      const { moved, stayed, next } = await resources.adoptingSteps.step(adopting, after);
      const people = await users.findMany([...new Set(stayed.map(({ user }) => user))]);
      return {
        total,
        moved,
        next,
        stayed: stayed.map((entry) => ({ ...entry, userName: people.get(entry.user)?.displayName ?? entry.user })),
      };
    },
  };
}

function countsOf(plan: Plan | null): RecordsPreview['counts'] {
  const { strapi, microsoft } = plan?.sides ?? { strapi: null, microsoft: null };
  return {
    out: microsoft?.create ?? 0,
    in: strapi?.create ?? 0,
    pairs: (strapi?.link ?? 0) + (microsoft?.link ?? 0),
    changedThere: microsoft?.update ?? 0,
    changedHere: strapi?.update ?? 0,
    deletedThere: microsoft?.delete ?? 0,
    deletedHere: strapi?.delete ?? 0,
    waiting: (plan?.counts.hold ?? 0) + (plan?.counts.conflict ?? 0),
  };
}
