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
  /** One was noted at this time, by whatever process: it is read unless it is known here. Both by the database's clock. */
  readonly pauseNoted: (at: number, now: number) => Promise<void>;
}

/** What says an earlier time may be written later. */
const STILL_UNDER_WAY_MS = 1_000;

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
  const restorePauses = async () => pauses.restore(await kept.all());
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    pauses,
    restorePauses,
    async pauseNoted(at, now) {
      if (at + STILL_UNDER_WAY_MS < readAt) return;
      await restorePauses();
      readAt = now;
    },
  };
}
