import type { ConflictsService, HeldService } from '../../../src/contracts';
import type { ReviewDeps } from '../review/dependencies';
import { approveHeld, ignoreHeld, retryHeld } from '../review/held-item';
import { resolveConflict } from '../review/resolve-conflict';
import { restoreLoser } from '../review/restore-loser';
import { toldHeld, type ToldHeld } from '../review/told-held';
import { unlinkHeld } from '../review/unlink-item';
import type { StoredConflict } from '../storage/port';

/** The services of the contract; ours know what each item is, too. */
export interface Conflicts extends ConflictsService {
  list(options?: Parameters<ConflictsService['list']>[0] & { id?: string }): Promise<StoredConflict[]>;
}
export interface Held extends HeldService {
  list(options?: Parameters<HeldService['list']>[0] & { id?: string; ignored?: boolean }): Promise<ToldHeld[]>;
}

export const createConflicts = (deps: ReviewDeps): Conflicts => ({
  list: (options = {}) => deps.store.conflicts(options),
  resolve: (options) => resolveConflict(deps, options),
  restore: (options) => restoreLoser(deps, options),
});

export const createHeld = (deps: ReviewDeps): Held => ({
  list: async (options = {}) => (await deps.store.held({ ignored: false, ...options })).map(toldHeld),
  approve: (options) => approveHeld(deps, options),
  retry: (options) => retryHeld(deps, options),
  ignore: (options) => ignoreHeld(deps, options),
  unlink: (options) => unlinkHeld(deps, options),
});
