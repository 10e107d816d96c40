import { editedException, exceptionFor, exceptionOf, withCancelled } from '../../src/calendar/exception-of';
import { occurrenceDate } from '../../src/calendar/occurrence';
import { expand } from '../../src/calendar/occurrences';
import { calendar } from '../../src/calendar/definition';
import { type CalendarSide, DAY, type Item, type Patch, ZONE } from './calendar-item';
import type { Here } from './here';

type Row = Readonly<Record<string, unknown>>;

/** A person at work on events in Strapi; occurrences as the service `calendar` edits and cancels them. */
export function calendarHere(here: Here, from: number): CalendarSide {
  const range = { from: new Date(from - 60 * DAY).toISOString(), to: new Date(from + 1_700 * DAY).toISOString() };
  const rowOf = async (id: string): Promise<Row> => (await here.rows()).find(({ documentId }) => documentId === id) ?? {};
  const exceptionsOf = async (id: string) => (await here.rows()).filter(({ series }) => (series as Row | null)?.['documentId'] === id);
  const startOn = async (series: Item, date: string) =>
    (await occurrencesOf(series)).find(({ date: one }) => one === date)?.originalStart ?? '';

  async function occurrencesOf({ id, values }: Item): Promise<{ date: string; originalStart: string }[]> {
    const rows = [await rowOf(id), ...(await exceptionsOf(id))];
    return expand(rows, range)
      .flatMap(({ originalStart }) =>
        originalStart === null
          ? []
          : [{ originalStart, date: occurrenceDate(originalStart, ZONE, values['isAllDay'] === true, String(values['start'])) }],
      )
      .sort((a, b) => a.date.localeCompare(b.date));
  }

  return {
    async items() {
      return (await here.rows()).map((row): Item => {
        const reading = calendar.readStrapi(row);
        if (reading.kind !== 'item') throw new Error(`a row that cannot be read: ${JSON.stringify([reading, row])}`);
        const { values, idle, part, documentId } = reading;
        const idleDates = (idle?.['excludedDates'] ?? []) as string[];
        const key = String((values['categories'] as string[])[0]);
        return {
          id: documentId,
          key: part ? `${key}@${part.key}` : key,
          values,
          idleDates,
          date: part?.key ?? null,
          series: part?.of ?? null,
        };
      });
    },
    dates: async (series) => (await occurrencesOf(series)).map(({ date }) => date),
    create: (key, patch) => here.create({ ...dataOf(patch), categories: [key] }),
    change: (item, patch) => here.update(item.id, dataOf(patch)),
    remove: (item) => here.remove(item.id),
    async changeOccurrence(series, date, patch) {
      const row = await rowOf(series.id);
      const originalStart = await startOn(series, date);
      const known = exceptionFor(row, originalStart, await exceptionsOf(series.id));
      const { start, end, ...rest } = dataOf(patch);
      const data = { ...rest, ...(start === undefined ? {} : { start, end }) };
      delete (data as Record<string, unknown>)['isAllDay'];
      delete (data as Record<string, unknown>)['timeZone'];
      if (known) await here.update(String(known.exception['documentId']), editedException(known.exception, data));
      else await here.create(exceptionOf(row, originalStart, data));
    },
    async cancelOccurrence(series, date) {
      const row = await rowOf(series.id);
      const originalStart = await startOn(series, date);
      const known = exceptionFor(row, originalStart, await exceptionsOf(series.id));
      await here.update(series.id, { excludedDates: withCancelled(row, known?.originalStart ?? originalStart, known !== null) });
      if (known) await here.remove(String(known.exception['documentId']));
    },
    async shown() {
      return expand(await here.rows(), range)
        .map(({ start, end, subject }) => `${start.slice(0, 16)} ${end.slice(0, 16)} ${subject}`)
        .sort();
    },
  };
}

function dataOf({ when, rule, zone, ...texts }: Patch): Record<string, unknown> {
  return {
    ...texts,
    ...(when ? { ...when, timeZone: (when.isAllDay && zone) || ZONE } : {}),
    ...(rule === undefined ? {} : { recurrence: rule?.text ?? null, ...(rule === null ? { excludedDates: [] } : {}) }),
  };
}
