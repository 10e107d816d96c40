import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

export interface ListState {
  /** What the server is asked; also the page's address, so that it can be bookmarked and gone back to. */
  query: Record<string, string>;
  set: (name: string, value: string) => void;
  clear: () => void;
  addressOf: (page: number) => string;
  isFiltered: boolean;
}

/** Search, filters and page of a list, kept in the page's address. A name that is not known is left alone and not sent. */
export function useListQuery(names: readonly string[]): ListState {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => Object.fromEntries([...names, 'page'].map((name) => [name, params.get(name) ?? ''])), [names, params]);
  const set = useCallback(
    (name: string, value: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          next.delete('page'); // of another list
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const clear = useCallback(() => setParams({}, { replace: true }), [setParams]);
  const addressOf = (page: number) => {
    const next = new URLSearchParams(params);
    next.set('page', String(page));
    return `?${next.toString()}`;
  };
  return { query, set, clear, addressOf, isFiltered: names.some((name) => query[name] !== '') };
}
