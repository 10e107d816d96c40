import { databaseCause } from '../causes/database';
import { sayOnceIn } from '../causes/say-once';
import type { Sql } from '../host/sql';
import { createPauses, type Effects } from '../microsoft';
import { createKeptPauses } from '../storage/sql/kept-pauses';

/** Pauses that Microsoft asks for, which the next process knows of too. One that cannot be kept counts in this process all the same. */
export function createLastingPauses(of: { sql: Sql; effects: Pick<Effects, 'now'>; log: { error(message: string): unknown } }) {
  const sayOnce = sayOnceIn(of.log);
  const kept = createKeptPauses(of.sql);
  const notKept = (error: unknown) =>
    sayOnce('pauses', `microsoft-sync: a pause that Microsoft asks for could not be kept. ${databaseCause(error)?.message ?? ''}`);
  const pauses = createPauses({
    now: () => of.effects.now(),
    keep: (name, milliseconds) => kept.keep(name, milliseconds).catch(notKept),
  });
  return { pauses, restorePauses: async () => pauses.restore(await kept.all()) };
}
