import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 2_000;

export interface WatchedSwitch {
  /** Switched off since the run began; it does not go on, even where somebody has switched it on again meanwhile. */
  isOff(): boolean;
  /** Gives up requests to Microsoft that are waiting. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Off means off at once (design §4.3), also for a run that waits for Microsoft and comes to no checkpoint. */
export function watchSwitch(isOn: () => Promise<boolean>): WatchedSwitch {
  const switchedOff = new AbortController();
  const ended = new AbortController();
  void look();
  return { isOff: () => switchedOff.signal.aborted, signal: switchedOff.signal, end: () => ended.abort() };

  async function look(): Promise<void> {
    while (!ended.signal.aborted && !switchedOff.signal.aborted) {
      await wait(LOOK_EVERY_MS, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
      // Settings that cannot be read at the moment are no reason to stop.
      if (!ended.signal.aborted && !(await isOn().catch(() => true))) switchedOff.abort();
    }
  }
}
