import type { Here } from './here';

type Row = Readonly<Record<string, unknown>>;
/** What a spoilt zone begins with; the right one stands behind it, so that a copy of a spoilt row can be put right as well. */
const NOWHERE = 'Nowhere/';

const isSpoilt = (row: Row): boolean => String(row['timeZone'] ?? '').startsWith(NOWHERE);
const zoneOf = (row: Row): unknown => (isSpoilt(row) ? String(row['timeZone']).slice(NOWHERE.length) || null : row['timeZone']);

/** People in Strapi spoil rows, by a time zone that there is not, and put them right again. They themselves read the rows as if nothing had happened. */
export function spoiling(here: Here): {
  readonly here: Here;
  spoil(documentId: string): Promise<void>;
  mend(): Promise<void>;
  spoilt(): Promise<readonly string[]>;
} {
  const mended = (row: Row): Row => ({
    ...row,
    ...('timeZone' in row ? { timeZone: zoneOf(row) } : {}),
    ...(row['series'] ? { series: mended(row['series'] as Row) } : {}),
  });
  return {
    here: { ...here, rows: async () => (await here.rows()).map(mended) },
    async spoil(documentId) {
      const row = (await here.rows()).find((one) => one['documentId'] === documentId);
      if (!row || isSpoilt(row)) return;
      await here.update(documentId, { timeZone: `${NOWHERE}${String(row['timeZone'] ?? '')}` });
    },
    spoilt: async () => (await here.rows()).filter(isSpoilt).map(({ documentId }) => String(documentId)),
    async mend() {
      for (const row of await here.rows()) if (isSpoilt(row)) await here.update(String(row['documentId']), { timeZone: zoneOf(row) });
    },
  };
}
