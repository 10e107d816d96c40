import { addressOf, isNameOfSeries } from '../../../../src/sync/entry-id';
import type { RemoteItem, RemoteReading } from '../../../../src/sync/resource';
import { hostSays } from '../../storage/host-refusal';
import type { LocalRow, StoredLink } from '../../storage/port';
import type { RunContext } from '../context';
import { matchUnlinked } from './matching';
import type { Page } from './page';

/** A series on a page whose dates have entries in a home without rules, or shall get them; or what such a series has become. */
export interface SeriesOnPage {
  readonly reading: RemoteItem;
  /** Its exceptions, by their original dates. */
  readonly exceptions: ReadonlyMap<string, RemoteItem>;
  /** Dates that Microsoft has exceptions of which cannot be read: nothing is known of them. */
  readonly unread: ReadonlySet<string>;
  /** Null: it is new. Of a single event that has become a series: that of its entry. */
  readonly link: StoredLink | null;
  /** By its name. */
  readonly home: string;
  /** Of a new one: an entry that was this very event before it repeated, and has lost its link. */
  readonly former: LocalRow | null;
}

/** Takes the series whose dates have entries out of the readings of a page, with all that belongs to them. */
export async function takeSeriesOut(
  run: RunContext,
  { readings, links, page }: { readings: readonly RemoteReading[]; links: ReadonlyMap<string, StoredLink>; page: Page },
): Promise<{ series: readonly SeriesOnPage[]; others: readonly RemoteReading[] }> {
  const { parts } = run.resource.definition;
  if (!parts) return { series: [], others: readings };
  const found: { reading: RemoteItem; link: StoredLink | null; home: string; former: LocalRow | null }[] = [];
  const fresh: { reading: RemoteItem; home: string }[] = [];
  for (const reading of readings) {
    if (reading.kind !== 'item' || reading.part) continue;
    const link = links.get(reading.microsoftId) ?? null;
    if (link?.occurrence === 'series') found.push({ reading, link, home: addressOf(link.documentId ?? '').home, former: null });
    else if (parts.areIn(reading.values) && run.settings.direction !== 'strapi-to-microsoft') {
      const home = link ? homeOfSingle(run, link) : homeForNew(run, reading, page);
      if (home === null) continue;
      if (link) found.push({ reading, link, home, former: null });
      else fresh.push({ reading, home });
    }
  }
  const matches = fresh.length > 0 ? await matchUnlinked(run, fresh.map(({ reading }) => reading)) : new Map<string, never>(); // prettier-ignore
  for (const { reading, home } of fresh) {
    const match = (matches.get(reading.microsoftId) as { row: LocalRow } | undefined)?.row ?? null;
    // An entry of its own that holds the rule: a lost link.
    if (match && addressOf(match.documentId).home !== home) continue;
    found.push({ reading, link: null, home, former: match });
  }
  if (found.length === 0) return { series: [], others: readings };
  const ids = new Set(found.map(({ reading }) => reading.microsoftId));
  const isOfSeries = (one: RemoteReading): one is RemoteItem => one.kind === 'item' && (ids.has(one.microsoftId) || ids.has(one.part?.of ?? '')); // prettier-ignore
  const exceptions = readings.filter(isOfSeries).filter(({ part }) => part !== null);
  return {
    series: found.map((one) => {
      const own = exceptions.filter(({ part }) => part?.of === one.reading.microsoftId);
      const read = new Set(own.map(({ microsoftId }) => microsoftId));
      const unread = (one.reading.parts ?? []).flatMap((id) => (read.has(id) ? [] : keyIn(id)));
      return { ...one, exceptions: new Map(own.map((each) => [each.part?.key ?? '', each])), unread: new Set(unread) };
    }),
    others: readings.filter((one) => !isOfSeries(one)),
  };
}

/** Parts are named "OID.{series}.{date}" (graph-facts §1.3). */
const keyIn = (id: string): string[] => [id.slice(id.lastIndexOf('.') + 1)];

/** Of a linked single event that has become a series: the home of its entry, where that can have one for each date. */
function homeOfSingle(run: RunContext, { state, documentId, part, facts }: StoredLink): string | null {
  if (facts.isApart || state !== 'linked' || documentId === null || part !== null || isNameOfSeries(documentId)) return null;
  const { home } = addressOf(documentId);
  return run.items.homes.occurrenceDaysIn(home) === null ? null : home;
}

function homeForNew(run: RunContext, reading: RemoteItem, { collection }: Page): string | null {
  const masked = run.resource.definition.mask(reading, run.settings.values);
  if (masked === null) return null;
  const home = hostSays(() => run.items.homes.forNew(reading, { collection: collection.name, isMasked: masked.masked.length > 0 }));
  return home === null || run.items.homes.occurrenceDaysIn(home) === null ? null : home;
}

/** What an entry of this date holds: Microsoft's exception where there is one, else what the series says of it. */
export function readingOn(run: RunContext, { reading, exceptions }: Pick<SeriesOnPage, 'reading' | 'exceptions'>, key: string): RemoteItem {
  const { parts } = run.resource.definition;
  const { sharedUid, microsoftId: of } = reading;
  const exception = exceptions.get(key);
  if (exception) return { ...exception, sharedUid }; // its own is another one in each mailbox
  const values = parts?.base(reading.values, key) ?? {};
  return {
    ...reading,
    microsoftId: parts?.id(of, key) ?? '',
    address: null,
    part: { of, key },
    parts: null,
    etag: null,
    key: null,
    values,
  };
}

/** Those that have an entry, or had one and are to get none again. */
export const hasOrHadEntry = ({ documentId, state }: StoredLink): boolean => documentId !== null || state === 'ended';
