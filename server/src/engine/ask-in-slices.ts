import type { GraphAnswer, GraphRequest } from '../microsoft/port';
import type { Asking, RunContext } from './context';

/**
 * Of what is asked for item by item so many bytes are held at once, and one more answer: each may have as many as an answer may. Two such slices, of a
 * page and of what the page raises questions about, and the page itself are the most that a run holds.
 */
export const MOST_BYTES_HELD = 8_000_000;
/** Ten `$batch`es. */
const MOST_ASKED = 200;

export interface Answered<T> {
  readonly one: T;
  readonly answer: GraphAnswer;
}

/** Asks about the first of them, as many as may be held at once, and at least one. */
export async function askSlice<T>(
  { mailbox }: Pick<RunContext, 'mailbox'>,
  all: readonly T[],
  requestOf: (one: T) => GraphRequest,
): Promise<Answered<T>[]> {
  const asked = all.slice(0, MOST_ASKED);
  const answers = await mailbox.batch(asked.map(requestOf), MOST_BYTES_HELD);
  return asked.flatMap((one, at) => {
    const answer = answers[at];
    return answer && !answer.isPutOff ? [{ one, answer }] : [];
  });
}

/** Asks about all of them, so many at a time that the answers can be held: whoever goes through them keeps none. */
export async function* askInSlices<T>(
  run: Pick<Asking, 'mailbox' | 'guard'>,
  all: readonly T[],
  requestOf: (one: T) => GraphRequest,
): AsyncGenerator<readonly Answered<T>[]> {
  let open = all;
  while (open.length > 0) {
    const slice = await askSlice(run, open, requestOf);
    yield slice;
    const done = new Set(slice.map(({ one }) => one));
    open = open.filter((one) => !done.has(one));
    if (open.length > 0) await run.guard.checkpoint();
  }
}
