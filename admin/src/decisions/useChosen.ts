import { useCallback, useState } from 'react';

export interface Chosen {
  has: (id: string) => boolean;
  set: (id: string, isChosen: boolean) => void;
  setAll: (ids: readonly string[]) => void;
  /** Those of them that are chosen: what has gone from the page counts no longer. */
  of: <I extends { id: string }>(items: readonly I[]) => I[];
}

/** Which of the cards on a page somebody has ticked. */
export function useChosen(): Chosen {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const set = useCallback(
    (id: string, isChosen: boolean) =>
      setIds((before) => {
        const next = new Set(before);
        if (isChosen) next.add(id);
        else next.delete(id);
        return next;
      }),
    [],
  );
  return { has: (id) => ids.has(id), set, setAll: (all) => setIds(new Set(all)), of: (items) => items.filter(({ id }) => ids.has(id)) };
}
