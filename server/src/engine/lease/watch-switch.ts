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
  let stopped: Stopped | null = null;
  let isEnded = false;
  let next = lookLater();
  const end = () => {
    isEnded = true;
    clearTimeout(next);
  };
  return { stopped: () => stopped, signal: given.signal, end };

  function lookLater(): NodeJS.Timeout {
    return setTimeout(() => void look(), LOOK_EVERY_MS).unref();
  }

  async function look(): Promise<void> {
    // What cannot be read at the moment is no reason to stop.
    stopped = await lookAtIt().catch(() => null);
    if (stopped !== null) given.abort();
    else if (!isEnded) next = lookLater();
  }
}
