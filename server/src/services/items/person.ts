import { errors } from '@strapi/utils';
import { calendarWith } from '../../../../src/calendar/definition';
import { type Item, type Resource, RESOURCES } from '../../../../src/contracts';
import type { ErrorCode } from '../../../../src/contracts/errors';
import { type Home, isRich } from '../../../../src/homes/home';
import { shownItem } from '../../../../src/items/shown';
import { addressOf, entryId } from '../../../../src/sync/entry-id';
import type { ResourceDefinition } from '../../../../src/sync/resource';
import { tasksIn } from '../../../../src/tasks/definition';
import type { Entries } from '../../storage/entries/local-items';
import type { LocalRow } from '../../storage/port';
import type { ItemsDeps } from './dependencies';
import { invalid, unknownItem } from './refusals';
import { withVersion } from './version-of';

/** The entries of one resource, as one person may have them: their own that take part, and nobody else's. */
export interface PersonsItems<R extends Resource = Resource> {
  readonly user: string;
  readonly resource: R;
  readonly timeZone: string;
  readonly homes: readonly Home[];
  readonly entries: Entries;
  readonly definition: ResourceDefinition;
  /** By the names that it could have in any home. Throws 'unknown-item', whether there is none or it is somebody else's. */
  find(documentId: unknown): Promise<LocalRow>;
  isThere(documentId: string): Promise<boolean>;
  findById(id: string): Promise<LocalRow | null>;
  isOwn(row: LocalRow): boolean;
  homeOf(row: LocalRow): Home;
  show(row: Readonly<Record<string, unknown>>): Item<R>;
}

export async function itemsOf<R extends Resource>(
  deps: ItemsDeps,
  { user, resource }: { user: string; resource: R },
): Promise<PersonsItems<R>> {
  if (!RESOURCES.includes(resource)) throw invalid([{ path: ['resource'], message: `Must be one of: ${RESOURCES.join(', ')}.` }]);
  if (typeof user !== 'string' || !(await deps.users.find(user)))
    throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' satisfies ErrorCode });
  const homes = deps.homes(resource);
  const timeZone = await deps.zoneOf(user);
  const entries = deps.entries(resource, timeZone);
  const uids = new Map(homes.map(({ name, uid }) => [name, uid]));
  const isOwn = (row: LocalRow): boolean => row.owner === user && row.standing === undefined;

  async function lookFor(documentId: string): Promise<LocalRow | null> {
    for (const { name } of homes) {
      const found = await findById(entryId({ home: name, documentId }));
      if (found) return found;
    }
    return null;
  }
  async function findById(id: string): Promise<LocalRow | null> {
    const row = (await entries.read([id])).get(id);
    return row && isOwn(row) ? row : null;
  }
  return {
    user,
    resource,
    timeZone,
    homes,
    entries,
    definition: resource === 'calendar' ? calendarWith({ isRich: homes.some(isRich) }) : tasksIn({ timeZone, isRich: homes.some(isRich) }),
    isOwn,
    findById,
    isThere: async (documentId) => (await lookFor(documentId)) !== null,
    async find(documentId) {
      if (typeof documentId !== 'string' || !/^[\w-]{1,100}$/.test(documentId)) throw unknownItem();
      const found = await lookFor(documentId);
      if (!found) throw unknownItem();
      return found;
    },
    homeOf(row) {
      const home = homes.find(({ name }) => name === addressOf(row.documentId).home);
      if (!home) throw unknownItem();
      return home;
    },
    show: (row) =>
      withVersion(
        resource,
        shownItem(resource, row, (name) => uids.get(name) ?? ''),
      ),
  };
}

export const nameOf = ({ name, uid }: Home): string => (name === '' ? uid : name);
