import type { Standing, Standings } from '../../../src/contracts/http-calendar';
import { api } from './api';
import { listPath } from './paths';

interface StandingAsked {
  readonly uid: string;
  readonly documentId: string;
  readonly isOwn: boolean;
}
type Answered = { data: Standing | null } | { error: unknown };
type Ask = (url: string) => PromiseLike<{ data?: unknown; error?: unknown }>;

/** A list has a cell for each entry, and the server is asked once for all that appear together. */
const waiting = new Map<string, { documentId: string; answer: (answered: Answered) => void }[]>();
const TOGETHER_MILLISECONDS = 20;
const MOST = 100;

function together({ uid, documentId, isOwn }: StandingAsked, ask: Ask): Promise<Answered> {
  const key = listPath(isOwn ? 'me/standings' : 'standings', { uid });
  return new Promise((answer) => {
    const known = waiting.get(key);
    if (known) known.push({ documentId, answer });
    else {
      waiting.set(key, [{ documentId, answer }]);
      setTimeout(() => void askAll(key, ask), TOGETHER_MILLISECONDS);
    }
  });
}

async function askAll(key: string, ask: Ask): Promise<void> {
  const all = waiting.get(key) ?? [];
  waiting.delete(key);
  for (let from = 0; from < all.length; from += MOST) {
    const part = all.slice(from, from + MOST);
    const { data, error } = await ask(`${key}&ids=${part.map(({ documentId }) => documentId).join()}`);
    const found = (data as { data: Standings } | undefined)?.data;
    for (const { documentId, answer } of part) answer(found ? { data: found[documentId] ?? null } : { error });
  }
}

const standings = api.injectEndpoints({
  endpoints: (build) => ({
    getMicrosoftStanding: build.query<Standing | null, StandingAsked>({
      queryFn: (of, _api, _options, ask) => together(of, ask as Ask) as never,
      providesTags: ['MicrosoftSyncNotes'],
      keepUnusedDataFor: 0,
    }),
  }),
});

export const { useGetMicrosoftStandingQuery } = standings;
