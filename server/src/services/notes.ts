import type { ConflictsService, HeldService } from '../../../src/contracts';
import type { SyncStore } from '../stores/port';
import { notAvailableYet } from './not-available-yet';

export const createConflicts = (store: SyncStore): ConflictsService => ({
  list: (of = {}) => store.conflicts(of),
  resolve: () => notAvailableYet('Resolving a conflict'),
  restore: () => notAvailableYet('Restoring the loser of a conflict'),
});

export const createHeld = (store: SyncStore): HeldService => ({
  list: (of = {}) => store.held(of),
  approve: () => notAvailableYet('Approving a held item'),
  retry: () => notAvailableYet('Trying a held item again'),
  ignore: () => notAvailableYet('Ignoring a held item'),
  unlink: () => notAvailableYet('Unlinking an item'),
});
