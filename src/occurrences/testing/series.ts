/** For tests: series as they come in from Microsoft. */
import { asEvent } from '../../calendar/as-event';
import { calendar } from '../../calendar/definition';
import type { EventValues } from '../../calendar/values';
import type { RemoteItem } from '../../sync/resource';

/** A row of the plugin's own type, in canonical values. Throws for what cannot be read. */
export function seriesOf(row: Readonly<Record<string, unknown>>): EventValues {
  const reading = calendar.readStrapi({ documentId: 's', subject: 'Stand-up', ...row });
  if (reading.kind !== 'item') throw new Error(JSON.stringify(reading));
  return asEvent(reading.values);
}

/** A weekly one on Tuesdays at 09:00 in Berlin, from 6 January 2026. */
export const tuesdays = (row: Readonly<Record<string, unknown>> = {}): EventValues =>
  seriesOf({
    start: '2026-01-06T08:00:00Z',
    end: '2026-01-06T09:00:00Z',
    timeZone: 'Europe/Berlin',
    recurrence: 'FREQ=WEEKLY;BYDAY=TU;WKST=MO',
    ...row,
  });

/** The answer to reading a series by itself, with its exceptions by their original dates. */
export function readSeries(raw: unknown): { series: EventValues; exceptions: Map<string, EventValues> } {
  const [series, ...parts] = calendar.readWhole(raw) as RemoteItem[];
  if (series?.kind !== 'item') throw new Error(JSON.stringify(series));
  return {
    series: asEvent(series.values),
    exceptions: new Map(parts.flatMap(({ part, values }) => (part ? [[part.key, asEvent(values)] as const] : []))),
  };
}
