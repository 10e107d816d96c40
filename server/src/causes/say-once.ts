const AGAIN_AFTER_MS = 3_600_000;

/** Says one thing once, however many accounts and runs meet it; and again where it still is so an hour later. */
export type SayOnce = (what: string, message: string) => void;

export function createSayOnce(log: (message: string) => void, now: () => number = () => performance.now()): SayOnce {
  const said = new Map<string, number>();
  return (what, message) => {
    const before = said.get(what);
    if (before !== undefined && now() - before < AGAIN_AFTER_MS) return;
    said.set(what, now());
    log(message);
  };
}

const ofLog = new WeakMap<object, SayOnce>();

/** Whoever has the same log says it once together. */
export function sayOnceIn(log: { error(message: string): unknown }): SayOnce {
  const known = ofLog.get(log) ?? createSayOnce((message) => void log.error(message));
  ofLog.set(log, known);
  return known;
}
