import { databaseCause } from '../causes/database';
import { sayOnceIn } from '../causes/say-once';
import type { Sql } from '../host/sql';
import { createPauses, type Effects, type Pauses } from '../microsoft';
import { createKeptPauses } from '../storage/sql/kept-pauses';

/** Pauses that Microsoft asks for, which the next process knows of too. One that cannot be kept counts in this process all the same. */
export interface LastingPauses {
  readonly pauses: Pauses;
  /** Once at start. */
  readonly restorePauses: () => Promise<void>;
}

interface LastingPausesDeps {
  readonly sql: Sql;
  readonly effects: Pick<Effects, 'now'>;
  readonly log: { error(message: string): unknown };
}

export function createLastingPauses({ sql, effects, log }: LastingPausesDeps): LastingPauses {
  const sayOnce = sayOnceIn(log);
  const kept = createKeptPauses(sql);
  const notKept = (error: unknown) =>
    sayOnce('pauses', `microsoft-sync: a pause that Microsoft asks for could not be kept. ${databaseCause(error)?.message ?? ''}`);
  const pauses = createPauses({
    now: () => effects.now(),
    keep: (name, milliseconds) => kept.keep(name, milliseconds).catch(notKept),
  });
  return { pauses, restorePauses: async () => pauses.restore(await kept.all()) };
}
