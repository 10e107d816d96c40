import { type CalendarSide, type Item, type Patch, ZONE } from './calendar-item';
import type { Here } from './here';
import { occurrenceStart } from '../../src/calendar/series-clock';
import { asEvent } from '../../src/calendar/as-event';

type Row = Readonly<Record<string, unknown>>;

/** What a person in Strapi does to an entry so that it becomes another one. Categories are the key that items go by. */
export function calendarMoves(here: Here, side: CalendarSide) {
  return {
    /** An exception stands for that date of that series from now on. */
    put: (documentId: string, series: Item, date: string, { subject, when }: Patch): Promise<void> =>
      here.update(documentId, {
        series: series.id,
        originalStart: occurrenceStart(date, asEvent(series.values)),
        subject,
        ...when,
        timeZone: ZONE,
        categories: [series.key],
      }),
    async duplicate(documentId: string, key: string, { subject }: Patch): Promise<void> {
      const known = new Set((await side.items()).map(({ id }) => id));
      await here.copy(documentId, { categories: [key], subject });
      for (const row of await here.rows()) {
        const id = String(row['documentId']);
        if (!known.has(id) && (row['series'] as Row | null)) await here.update(id, { categories: [key] });
      }
    },
  };
}
