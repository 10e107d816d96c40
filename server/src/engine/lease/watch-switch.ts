import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 2_000;

/** What ends a run that is under way. */
export type Stopped = 'switched-off' | 'user-blocked';
export interface WatchedSwitch {
  /** Since the run began; it does not go on, even where somebody has taken that back meanwhile. */
  stopped(): Stopped | null;
  /** Gives up requests to Microsoft that are waiting. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Off means off at once, also for a run that waits for Microsoft and comes to no checkpoint. */
export function watchSwitch(lookAtIt: () => Promise<Stopped | null>): WatchedSwitch {
  const given = new AbortController();
  const ended = new AbortController();
  let stopped: Stopped | null = null;
  void look();
  return { stopped: () => stopped, signal: given.signal, end: () => ended.abort() };

  async function look(): Promise<void> {
    while (!ended.signal.aborted && stopped === null) {
      await wait(LOOK_EVERY_MS, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
      if (ended.signal.aborted) return;
      // What cannot be read at the moment is no reason to stop.
      stopped = await lookAtIt().catch(() => null);
      if (stopped !== null) given.abort();
    }
  }
}
