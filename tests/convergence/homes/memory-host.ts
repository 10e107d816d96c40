import type { Resource } from '../../../src/contracts';
import type { Home } from '../../../src/homes/home';
import { homesOfResource } from '../../../src/homes/of-resource';
import type { HomeItems } from '../../../server/src/storage/entries/home-items';
import { itemsInHomes } from '../../../server/src/storage/entries/in-homes';
import { stepped } from '../process';
import { ofTarget, type State } from '../state';
import type { Host } from '../host';
import type { Crm, Documents } from './documents';
import { hookOf } from './hook';
import { keyOf } from './key-of';
import { CrmStaff } from './crm-staff';
import { peopleOfHomes } from './people-of-homes';
import { ACTIVITY, DEFAULT_LOCALE, homesOfHistories } from './homes-of-histories';
import { memoryCrm, type MemoryCrm } from './memory-crm';
import { memoryHomeItems } from './memory-home-items';
import { marksAround } from './memory-marks';
import { crmSchemas } from './schemas';

const USER = 'ada';
const TIME_ZONE = 'Europe/Berlin';

export interface CrmHost extends Host {
  readonly crm: Crm;
  readonly staff: CrmStaff;
}

/** The playground's CRM in memory, with the plugin on its types. `isAltering`: a hook of the host changes what is written. */
export function crmHost(
  holder: { state: State },
  now: () => number,
  { isAltering, homes: configured = homesOfHistories }: { isAltering: boolean; homes?: readonly Home[] },
): CrmHost {
  let writingHome: string | null = null;

  const takenOut = new Set<string>();
  const homes = (): readonly Home[] => configured.filter(({ name }) => !takenOut.has(name));
  const around = marksAround({ holder, crm: () => crm, homes, user: USER, now, writingHome: () => writingHome });
  const hook = hookOf(ACTIVITY, isAltering);
  const crm = memoryCrm(holder, { schemas: crmSchemas, now, defaultLocale: DEFAULT_LOCALE, hook, around });
  /** A write is over when its call returns. */
  const asEngine = (home: Home, documents: Documents): Documents =>
    Object.fromEntries(
      Object.entries(documents).map(([name, method]: [string, (of: never) => Promise<unknown>]) => [
        name,
        (of: never) => {
          writingHome = home.name;
          try {
            return method(of);
          } finally {
            writingHome = null;
          }
        },
      ]),
    ) as unknown as Documents;
  const engineIn = (home: Home): MemoryCrm => ({ ...crm, documents: (uid) => asEngine(home, crm.documents(uid)) });
  const staff = new CrmStaff({ crm, me: USER, other: 'ben', homes: configured, takenOut, timeZone: TIME_ZONE });
  return {
    crm,
    staff,
    keyOf,
    people: (of, resource) => peopleOfHomes(staff, of, resource),
    homes: ({ definition }, timeZone) =>
      homesOfResource(homes().filter(({ resource }) => resource === definition.resource), { definition, timeZone }), // prettier-ignore
    items: ({ definition: { resource } }, process) =>
      stepped(itemsInHomes(memoryRooms(holder, engineIn, { homes: homes(), resource, timeZone: TIME_ZONE })), process, 'entries'),
  };
}

/** Those of one resource, of all that are configured. */
export function memoryRooms(
  holder: { state: State },
  crmOf: (home: Home) => MemoryCrm,
  { homes, resource, timeZone }: { homes: readonly Home[]; resource: Resource; timeZone: string },
): HomeItems[] {
  const linked = (user: string): ReadonlySet<string> =>
    new Set(
      [...ofTarget(holder.state, { user, resource }).links.values()].flatMap(({ documentId, state }) =>
        documentId !== null && state !== 'creating' ? [documentId] : [],
      ),
    );
  const newDocumentId = (): string => `document-${holder.state.nextId++}`;
  return homes
    .filter((home) => home.resource === resource)
    .map((home) => memoryHomeItems(crmOf(home), { home, homes, timeZone, linked, newDocumentId }));
}
