import type { AsRead, EventData, EventItem, OccurrenceAsked } from '../../../../src/contracts';
import { inWords } from '../../../../src/contracts/reasons';
import { exceptionFor, exceptionOf } from '../../../../src/calendar/exception-of';
import { documentIdOf } from '../../../../src/sync/entry-id';
import { splitSeries } from '../../../../src/calendar/split-series';
import { columnsOf } from '../../../../src/items/data';
import { homeSays } from '../../../../src/sync/home-row';
import type { LocalRow } from '../../storage/port';
import type { ItemsDeps } from './dependencies';
import { isWritable } from './home-for-new';
import { itemsOf, type PersonsItems } from './person';
import { inErrors, invalid, unknownItem, unpublished } from './refusals';
import { locked, mustBeAsRead } from './write-items';

type Events = PersonsItems<'calendar'>;

type Asked = OccurrenceAsked & Pick<AsRead, 'version'>;

export const readOccurrence = (deps: ItemsDeps, of: Omit<OccurrenceAsked, 'scope'>): Promise<EventItem> =>
  inErrors(async () => {
    const items = await seriesOf(deps, of);
    const { series, exception } = await standingFor(items, of);
    deps.mustBeOpen([series.row, ...(exception ? [exception] : [])]);
    if (exception) return items.show(exception);
    const { start, end } = items.show({ ...exceptionOf(series.row, of.originalStart, {}), documentId: series.documentId });
    return { ...items.show(series.row), start, end };
  });

export const editOccurrence = (deps: ItemsDeps, { data, ...of }: Asked & { data: EventData }): Promise<EventItem> =>
  inErrors(async () => {
    const items = await seriesOf(deps, of);
    if (scopeOf(of) === 'this-and-following') return split(deps, items, of, data);
    return onOccurrence(deps, items, of, async ({ series, exception }) => {
      const columns = checked(items, series, exception ?? exceptionOf(series.row, of.originalStart, {}), data);
      const { documentId } = await deps.calendar.editOccurrence({ series: of.series, originalStart: of.originalStart, data: columns });
      return items.show((await items.find(documentId)).row);
    });
  });

export const cancelOccurrence = (deps: ItemsDeps, of: Asked): Promise<void> =>
  inErrors(async () => {
    const items = await seriesOf(deps, of);
    mustBePublished(await items.find(of.series));
    if (scopeOf(of) === 'this')
      return onOccurrence(deps, items, of, () => deps.calendar.cancelOccurrence({ series: of.series, originalStart: of.originalStart }));
    await locked(deps, items, [of.series], async (series) => {
      mustBeAsRead(items.show(series.row), of);
      const { earlier, gone } = await splitOf(items, series, of, {});
      deps.mustBeOpen([series.row, ...gone]);
      if (earlier === null) return items.entries.remove(series.documentId);
      for (const exception of gone) await items.entries.remove(String(exception['documentId']));
      await items.entries.update(series.documentId, earlier);
    });
  });

/** The series ends before the occurrence, and another one begins with it. Exceptions from there on go, as they were edits of dates that are others now. */
const split = (deps: ItemsDeps, items: Events, of: Asked, data: EventData): Promise<EventItem> =>
  locked(deps, items, [of.series], async (series) => {
    mustBeAsRead(items.show(series.row), of);
    mustBePublished(series);
    const { earlier, later, gone } = await splitOf(items, series, of, data);
    deps.mustBeOpen([series.row, ...gone]);
    const columns = checked(items, series, { ...series.row, ...later }, data);
    const moved =
      'start' in data
        ? { start: later['start'], end: later['end'], recurrence: later['recurrence'], excludedDates: later['excludedDates'] }
        : {};
    if (earlier === null) {
      await items.entries.update(series.documentId, { ...moved, ...columns });
      return items.show((await items.findById(series.documentId))?.row ?? series.row);
    }
    if (((items.show(series.row).attendees ?? []) as unknown[]).length > 0)
      throw invalid([{ path: ['scope'], message: 'The series has guests, whom nobody would invite to the new one. Split it in Outlook.' }]);
    const home = items.homeOf(series);
    const written = Object.fromEntries(Object.entries({ ...later, ...columns }).filter(([field]) => isWritable(home, field)));
    const reading = items.definition.readStrapi({ ...written, documentId: 'new', timeZone: later['timeZone'] });
    if (reading.kind === 'unusable') throw invalid([{ path: ['recurrence'], message: inWords(reading.why) }]);
    for (const exception of gone) await items.entries.remove(String(exception['documentId']));
    await items.entries.update(series.documentId, earlier);
    const [id = ''] = await items.entries.create(of.user, [written], home.name);
    const made = await items.findById(id);
    if (!made) throw invalid([{ path: ['scope'], message: 'Another series of this type would be none of those that are synchronized.' }]);
    return items.show(made.row);
  });

interface Standing {
  readonly series: LocalRow;
  /** Null: nobody has changed this occurrence alone. */
  readonly exception: Readonly<Record<string, unknown>> | null;
}

async function standingFor(items: Events, of: Pick<OccurrenceAsked, 'series' | 'originalStart'>): Promise<Standing> {
  const series = await items.find(of.series);
  const known = exceptionFor(series.row, of.originalStart, await exceptionsOf(items, series));
  return { series, exception: known?.exception ?? null };
}

/** What stands for the occurrence, which nobody else changes meanwhile. */
async function onOccurrence<T>(deps: ItemsDeps, items: Events, of: Asked, act: (found: Standing) => Promise<T>): Promise<T> {
  const before = await standingFor(items, of);
  const exception = before.exception ? [documentIdOf(String(before.exception['documentId']))] : [];
  return locked(deps, items, [of.series, ...exception], async () => {
    const found = await standingFor(items, of);
    mustBePublished(found.series);
    deps.mustBeOpen([found.series.row, ...(found.exception ? [found.exception] : [])]);
    mustBeAsRead(items.show(found.exception ?? found.series.row), of);
    return act(found);
  });
}

async function splitOf(items: Events, series: LocalRow, of: OccurrenceAsked, data: EventData): Promise<ReturnType<typeof splitSeries>> {
  return splitSeries(series.row, of.originalStart, {
    data: data as Record<string, unknown>,
    exceptions: await exceptionsOf(items, series),
  });
}

const exceptionsOf = async (items: Events, { documentId }: LocalRow): Promise<Readonly<Record<string, unknown>>[]> =>
  (await items.entries.partsOf([documentId])).filter(items.isOwn).map(({ row }) => row);

const checked = (
  items: Events,
  { row, ...series }: LocalRow,
  current: Readonly<Record<string, unknown>>,
  data: EventData,
): Record<string, unknown> =>
  columnsOf('calendar', data, {
    definition: items.definition,
    canHold: (field) => isWritable(items.homeOf({ row, ...series }), field),
    current,
  });

async function seriesOf(deps: ItemsDeps, of: OccurrenceAsked): Promise<Events> {
  const items = await itemsOf(deps, { user: of.user, resource: 'calendar' as const });
  if (typeof of.originalStart !== 'string')
    throw invalid([{ path: ['originalStart'], message: 'Must be an instant, as the list of occurrences gives it.' }]);
  const { row } = await items.find(of.series);
  if ((items.show(row).recurrence ?? '') === '') throw unknownItem();
  return items;
}

function scopeOf({ scope = 'this' }: OccurrenceAsked): 'this' | 'this-and-following' {
  if (scope === 'this' || scope === 'this-and-following') return scope;
  throw invalid([{ path: ['scope'], message: 'Must be one of: this, this-and-following.' }]);
}

function mustBePublished({ row }: LocalRow): void {
  const waits = homeSays(row)?.waits;
  if (waits !== undefined) throw unpublished(waits);
}
