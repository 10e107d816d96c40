/** Whether somebody may ask Microsoft for something now, and until when not. */
type Turn = { readonly isGiven: true; readonly end: () => void } | { readonly isGiven: false; readonly retryAfterSeconds: number };
export interface Turns {
  /** Of one person, as many at a time as are allowed. Whoever is given one ends it. */
  take(user: string): Turn;
}
export interface TurnsDeps {
  /** Milliseconds, of a clock that is never set back. */
  readonly now: () => number;
  readonly most: number;
  readonly withinMs: number;
  /** @default 1 */
  readonly atOnce?: number;
}

const WHILE_ANOTHER_LASTS_SECONDS = 2;

/** What people make us ask of Microsoft beside the schedule. Each process counts for itself: it is there to spare Microsoft, not to be exact. */
export function createTurns({ now, most, withinMs, atOnce = 1 }: TurnsDeps): Turns {
  const known = new Map<string, { begun: number[]; lasting: number }>();
  let forgottenAt = now();

  function forget(at: number): void {
    if (at - forgottenAt < withinMs) return;
    forgottenAt = at;
    for (const [user, { begun, lasting }] of known) if (lasting === 0 && begun.every((one) => at - one >= withinMs)) known.delete(user);
  }

  return {
    take(user) {
      const at = now();
      forget(at);
      const of = known.get(user) ?? { begun: [], lasting: 0 };
      of.begun = of.begun.filter((one) => at - one < withinMs);
      const [first] = of.begun;
      if (first !== undefined && of.begun.length >= most)
        return { isGiven: false, retryAfterSeconds: Math.max(1, Math.ceil((first + withinMs - at) / 1000)) };
      if (of.lasting >= atOnce) return { isGiven: false, retryAfterSeconds: WHILE_ANOTHER_LASTS_SECONDS };
      of.begun.push(at);
      of.lasting += 1;
      known.set(user, of);
      return { isGiven: true, end: () => void (of.lasting -= 1) };
    },
  };
}
