import type { Lease, Leases } from './lease';

const EVERY_MS = 15_000;

/** Prolongs the lease while a run waits for Microsoft. Whether it is still ours is decided by the fence, before anything is written. */
export function startHeartbeat(leases: Pick<Leases, 'renew'>, lease: Lease): () => void {
  const beat = setInterval(() => void leases.renew(lease).catch(() => undefined), EVERY_MS);
  beat.unref();
  return () => clearInterval(beat);
}
