import type { Lease, Leases } from './port';

/** A small part of a lease: so long after a fence nobody else can have taken the target over, by whatever clock. */
const SURE_FOR_MS = 3_000;

export interface Fence {
  /** In a transaction, as the last statement: throws `RunStopped` where another runner has taken the target over, and nothing is committed. */
  fence(): Promise<void>;
  /**
   * The same before something is sent to Microsoft, which no transaction takes back: a process that stood still between its last fence and its turn
   * to write would write a second time what another has written meanwhile. Costs a statement only where it has waited.
   */
  stillMine(): Promise<void>;
}

export function startFence(leases: Pick<Leases, 'renew'>, lease: Lease): Fence {
  let fencedAt = Number.NEGATIVE_INFINITY;
  async function fence(): Promise<void> {
    const before = performance.now();
    await leases.renew(lease);
    fencedAt = before;
  }
  return {
    fence,
    async stillMine() {
      if (performance.now() - fencedAt > SURE_FOR_MS) await fence();
    },
  };
}
