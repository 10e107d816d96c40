import { errors } from '@strapi/utils';
import type { CollectionChoice, CollectionsReading, SyncService } from '../../../src/contracts';
import type { ErrorCode } from '../../../src/contracts/errors';
import { AccountFailure, type Accounts, refusalOf } from '../accounts';
import { bringsIn, listCollections } from '../engine/collections/taking-part';
import type { Leases } from '../engine/lease/port';
import type { ResourceOf } from '../engine/resources/graph-resource';
import { RunStopped } from '../engine/context';
import type { Collection, SyncStore, Target } from '../storage/port';
import { within } from '../causes/without-full-stop';

export interface CollectionsDeps {
  readonly accounts: Pick<Accounts, 'open'>;
  readonly leases: Leases;
  readonly resourceOf: ResourceOf;
  readonly store: Pick<SyncStore, 'cursors'>;
}

/** Which lists of a mailbox bring in what is new. Microsoft is asked each time: lists come and go there. */
export function createCollections({
  accounts,
  leases,
  resourceOf,
  store,
}: CollectionsDeps): Pick<SyncService, 'collections' | 'chooseCollections'> {
  async function listed(target: Target): Promise<{ all: Collection[]; canChoose: boolean }> {
    try {
      const { mailbox, account } = await accounts.open({ user: target.user });
      const found = await resourceOf(target.resource, account);
      if ('unavailable' in found) throw new errors.ApplicationError(found.unavailable, { code: 'not-synchronized' satisfies ErrorCode });
      return {
        all: await listCollections({ mailbox, resource: found, guard: { checkpoint: async () => undefined, answered: () => null } }),
        canChoose: found.hasSeveral,
      };
    } catch (error) {
      if (error instanceof AccountFailure) throw refusalOf(error);
      if (!(error instanceof RunStopped) || error.stop.kind !== 'microsoft') throw error;
      const { message, code } = error.stop.failure;
      throw new errors.ApplicationError(
        `Microsoft does not say which lists or calendars there are: ${within(message || code || 'no answer')}. Try again later.`,
        { code: 'microsoft-unavailable' satisfies ErrorCode },
      );
    }
  }
  const choiceOf = async (target: Target) =>
    (await leases.states({ users: [target.user] })).find((state) => state.target.resource === target.resource)?.choice ?? [];

  return {
    async collections(target): Promise<CollectionsReading> {
      const { all, canChoose } = await listed(target);
      const choice = await choiceOf(target);
      const known = new Set(all.map(({ id }) => id));
      const readWhole = new Set(
        (await store.cursors(target)).flatMap(({ collection, isReadWhole }) => (isReadWhole ? [collection.id] : [])),
      );
      return {
        choice: choice === 'all' ? 'all' : choice.length === 0 ? 'default' : choice.filter((id) => known.has(id)),
        canChoose,
        collections: all.map((one) => ({
          id: one.id,
          name: one.name,
          isDefault: one.isDefault,
          isReadOnly: one.isReadOnly,
          isOwned: one.isOwned,
          isReadInFull: readWhole.has(one.id),
          talliesAnswers: one.talliesAnswers ?? true,
          takesPart: bringsIn({ choice }, one),
        })),
      };
    },
    async chooseCollections({ choice, ...target }) {
      const wanted = validated(choice);
      const { all, canChoose } = await listed(target);
      if (!canChoose && wanted !== 'default') throw invalid('There is nothing to choose among: the default one takes part.');
      const known = new Map(all.map((one) => [one.id, one]));
      if (Array.isArray(wanted) && wanted.some((id) => !known.has(id)))
        throw invalid('Microsoft does not know one of these lists or calendars (any more). Reload the page and choose again.');
      await leases.wake([target], { priority: 'interval' });
      await leases.choose(target, wanted === 'all' ? 'all' : wanted === 'default' ? [] : wanted.filter((id) => !known.get(id)?.isDefault));
    },
  };
}

const MOST = 500;
function validated(choice: unknown): CollectionChoice {
  if (choice === 'default' || choice === 'all') return choice;
  if (Array.isArray(choice) && choice.length <= MOST && choice.every((id) => typeof id === 'string' && id !== ''))
    return [...new Set(choice as string[])];
  throw invalid(`Must be "default", "all", or a list of at most ${MOST} ids.`);
}

const invalid = (message: string) =>
  new errors.ValidationError(message, {
    code: 'invalid-input' satisfies ErrorCode,
    errors: [{ path: ['choice'], message, name: 'ValidationError' }],
  });
