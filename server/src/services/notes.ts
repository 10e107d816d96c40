import type { ConflictsService, HeldService } from '../../../src/contracts';
import type { DecisionDeps } from '../review/dependencies';
import { approveHeld, ignoreHeld, retryHeld } from '../review/held-item';
import { resolveConflict } from '../review/resolve-conflict';
import { restoreLoser } from '../review/restore-loser';
import { unlinkHeld } from '../review/unlink-item';
import type { StoredConflict, StoredHeld } from '../storage/port';

/** The services of the contract; ours know what each item is, too. */
export interface Conflicts extends ConflictsService {
  list(of?: Parameters<ConflictsService['list']>[0] & { id?: string }): Promise<StoredConflict[]>;
}
export interface Held extends HeldService {
  list(of?: Parameters<HeldService['list']>[0] & { id?: string; ignored?: boolean }): Promise<StoredHeld[]>;
}

export const createConflicts = (deps: DecisionDeps): Conflicts => ({
  list: (of = {}) => deps.store.conflicts(of),
  resolve: (of) => resolveConflict(deps, of),
  restore: (of) => restoreLoser(deps, of),
});

export const createHeld = (deps: DecisionDeps): Held => ({
  list: (of = {}) => deps.store.held({ ignored: false, ...of }),
  approve: (of) => approveHeld(deps, of),
  retry: (of) => retryHeld(deps, of),
  ignore: (of) => ignoreHeld(deps, of),
  unlink: (of) => unlinkHeld(deps, of),
});
