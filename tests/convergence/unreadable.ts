import type { Here } from './here';

type Row = Readonly<Record<string, unknown>>;
const NOWHERE = 'Nowhere/Nowhere';

/** People in Strapi spoil rows, by a time zone that there is not, and put them right again. They themselves read the rows as if nothing had happened. */
export function spoiling(here: Here): { readonly here: Here; spoil(documentId: string): Promise<void>; mend(): Promise<void> } {
  const before = new Map<unknown, unknown>();
  const mended = (row: Row): Row => ({
    ...row,
    ...(row['timeZone'] === NOWHERE ? { timeZone: before.get(row['documentId']) } : {}),
    ...(row['series'] ? { series: mended(row['series'] as Row) } : {}),
  });
  return {
    here: { ...here, rows: async () => (await here.rows()).map(mended) },
    async spoil(documentId) {
      const row = (await here.rows()).find((one) => one['documentId'] === documentId);
      if (!row || row['timeZone'] === NOWHERE) return;
      before.set(documentId, row['timeZone']);
      await here.update(documentId, { timeZone: NOWHERE });
    },
    async mend() {
      for (const row of await here.rows())
        if (row['timeZone'] === NOWHERE) await here.update(String(row['documentId']), { timeZone: before.get(row['documentId']) });
    },
  };
}
