/** What one statement is asked for at most. */
const AT_ONCE = 200;

interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Questions that are put in the same turn of the event loop are asked as one: many visits that stand at the same step cost one statement. None is
 * asked before it was put, so no answer is older than its question. `ask` gives the answers in the order of the questions. Where it fails for many,
 * each is asked by itself: nobody's trouble is another's. `isAlone`: what is asked now may be answered only here, as in an open transaction.
 * `withinMs`: so long others are waited for. @default until the end of the turn
 */
export function together<Q, A>(
  ask: (questions: readonly Q[]) => Promise<readonly A[]>,
  { isAlone = () => false, withinMs }: { readonly isAlone?: () => boolean; readonly withinMs?: number } = {},
): (question: Q) => Promise<A> {
  let waiting: Waiting<Q, A>[] = [];

  function askAll(): void {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += AT_ONCE) void answer(all.slice(from, from + AT_ONCE));
  }
  async function answer(part: readonly Waiting<Q, A>[]): Promise<void> {
    try {
      const answers = await ask(part.map(({ question }) => question));
      for (const [at, { resolve }] of part.entries()) resolve(answers[at] as A);
    } catch (error) {
      const [only, ...others] = part;
      if (others.length === 0) only?.reject(error);
      else for (const one of part) void answer([one]);
    }
  }
  return async (question) => {
    if (isAlone()) return (await ask([question]))[0] as A;
    return new Promise<A>((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (waiting.length > 1) return;
      if (withinMs === undefined) setImmediate(askAll);
      else setTimeout(askAll, withinMs);
    });
  };
}

/** The same question, put by many in the same turn, is asked once. */
export const asOne = <Q extends string, A>(
  ask: (question: Q) => Promise<A>,
  options?: { readonly isAlone?: () => boolean },
): ((question: Q) => Promise<A>) =>
  together(async (questions) => {
    const asked = new Map([...new Set(questions)].map((question) => [question, ask(question)]));
    return Promise.all(questions.map((question) => asked.get(question) as Promise<A>));
  }, options);
