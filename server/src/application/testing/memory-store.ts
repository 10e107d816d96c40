import type { ApplicationRow, ApplicationStore } from '../store';

/** An ApplicationStore for tests. */
export function createMemoryApplicationStore(): ApplicationStore & { rows: Map<string, ApplicationRow> } {
  const rows = new Map<string, ApplicationRow>();
  return {
    rows,
    find: (key) => Promise.resolve(rows.get(key) ?? null),
    findMany: (keys) => Promise.resolve(new Map([...rows].filter(([key]) => keys.includes(key)))),
    all: () => Promise.resolve(new Map(rows)),
    replace: async ({ key, column, from, to }) => {
      const row = rows.get(key);
      if (row?.[column] === from) rows.set(key, { ...row, [column]: to });
    },
    save: (key, row) => Promise.resolve(void rows.set(key, row)),
  };
}
