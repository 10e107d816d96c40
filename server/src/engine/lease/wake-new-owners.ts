import type { Target } from '../../storage/port';
import type { Leases } from './port';

/** What has left this mailbox may come into those of its owners now. Who is not synchronized is not woken. */
export async function wakeNewOwners(leases: Leases, { resource }: Target, owners: ReadonlySet<string>): Promise<void> {
  if (owners.size === 0) return;
  const states = await leases.states({ users: [...owners] });
  await leases.wakeThoseThere(
    states.flatMap(({ target }) => (target.resource === resource ? [target] : [])),
    { priority: 'edit' },
  );
}
