import type { Lease, Leases } from './port';

const EVERY_MS = 15_000;

/** Prolongs the lease, and the turn at the mailbox, while a run waits for Microsoft. Whether it is still ours is decided by the fence, before anything is written. */
export function startHeartbeat(leases: Pick<Leases, 'prolong'>, lease: Lease): () => void {
  const beat = setInterval(() => void leases.prolong(lease).catch(() => undefined), EVERY_MS);
  beat.unref();
  return () => clearInterval(beat);
}
