import type { Home } from '../../../src/homes/home';
import { homesOfResource } from '../../../src/homes/of-resource';
import { itemsInHomes } from '../../../server/src/storage/entries/in-homes';
import { stepped } from '../process';
import { ofTarget, type State } from '../state';
import type { Host } from '../world';
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
export function crmHost(holder: { state: State }, now: () => number, { isAltering }: { isAltering: boolean }): CrmHost {
  let isEngine = false;

  const takenOut = new Set<string>();
  const homes = (): readonly Home[] => homesOfHistories.filter(({ name }) => !takenOut.has(name));
  const around = marksAround({ holder, crm: () => crm, homes, user: USER, now, isEngine: () => isEngine });
  const hook = hookOf(ACTIVITY, isAltering);
  const crm = memoryCrm(holder, { schemas: crmSchemas, now, defaultLocale: DEFAULT_LOCALE, hook, around });
  /** A write is over when its call returns. */
  const asEngine = (documents: Documents): Documents =>
    Object.fromEntries(
      Object.entries(documents).map(([name, method]: [string, (of: never) => Promise<unknown>]) => [
        name,
        (of: never) => {
          isEngine = true;
          try {
            return method(of);
          } finally {
            isEngine = false;
          }
        },
      ]),
    ) as unknown as Documents;
  const engine: MemoryCrm = { ...crm, documents: (uid) => asEngine(crm.documents(uid)) };
  const staff = new CrmStaff({ crm, me: USER, other: 'ben', homes: homesOfHistories, takenOut, timeZone: TIME_ZONE });
  return {
    crm,
    staff,
    keyOf,
    people: (of, resource) => peopleOfHomes(staff, of, resource),
    homes: ({ definition }, timeZone) =>
      homesOfResource(homes().filter(({ resource }) => resource === definition.resource), { definition, timeZone }), // prettier-ignore
    items({ definition: { resource } }, process) {
      const linked = (user: string): ReadonlySet<string> =>
        new Set(
          [...ofTarget(holder.state, { user, resource }).links.values()].flatMap(({ documentId, state }) =>
            documentId !== null && state !== 'creating' ? [documentId] : [],
          ),
        );
      const rooms = homes()
        .filter((home) => home.resource === resource)
        .map((home) =>
          memoryHomeItems(engine, {
            home,
            homes: homes(),
            timeZone: TIME_ZONE,
            linked,
            newDocumentId: () => `document-${holder.state.nextId++}`,
          }),
        );
      return stepped(itemsInHomes(rooms), process, 'entries');
    },
  };
}
