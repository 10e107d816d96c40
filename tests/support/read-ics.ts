import ICAL from 'ical.js';
import { DateTime } from 'luxon';

/** A VEVENT that is no part of a series, read without any code of the plugin or of the sandbox. */
export interface IcsSingle {
  readonly subject: string;
  /** ISO instants; all-day: midnight UTC of the dates, end exclusive. */
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
  /** What Strapi is to hold; `null` for all-day events. */
  readonly timeZone: string | null;
}
export interface IcsReading {
  readonly singles: readonly IcsSingle[];
  /** Starts of the masters of series. */
  readonly series: readonly string[];
}

/** What the TZIDs of the real calendars mean, by their authors' intent; zones of a file's own making end up as UTC in Microsoft. */
const zones: Readonly<Record<string, { readonly means: string; readonly isKnown: boolean }>> = {
  '(GMT+10:00) Canberra, Melbourne, Sydney': { means: 'Australia/Sydney', isKnown: true },
  '(UTC-05:00) Eastern Time (US & Canada)': { means: 'America/New_York', isKnown: true },
  'America/New_York': { means: 'America/New_York', isKnown: true },
  'custom_America/New_York': { means: 'America/New_York', isKnown: false },
  'Customized Time Zone 1': { means: 'America/New_York', isKnown: false },
};

/** `floating`: the zone of the mailbox, where times without a zone come to lie. */
export function readIcs(text: string, floating: string): IcsReading {
  const events = eventsIn(text);
  const single = (event: ICAL.Component) => !['rrule', 'rdate', 'recurrence-id'].some((name) => event.hasProperty(name));
  return {
    singles: events.filter(single).map((event) => readSingle(event, floating)),
    series: events.filter((event) => event.hasProperty('rrule')).map((event) => momentOf(event, 'dtstart', floating).instant),
  };
}

/** Exchange names the occurrence of an all-day series by a moment, ical.js looks for a date. */
function asDate(exception: ICAL.Component, master: ICAL.Component): void {
  const id = exception.getFirstPropertyValue('recurrence-id') as ICAL.Time;
  if ((master.getFirstPropertyValue('dtstart') as ICAL.Time).isDate && !id.isDate)
    exception.updatePropertyWithValue('recurrence-id', ICAL.Time.fromDateString(id.toString().slice(0, 10)));
}

function eventsIn(text: string): ICAL.Component[] {
  // Eight digits without VALUE=DATE are a date that ical.js refuses as a moment. An EXDATE without a zone means the occurrence of that
  // day, as Outlook names occurrences; the one calendar that has such has them at 14:00 UTC.
  const repaired = text
    .trim()
    .replace(/^(DT(?:START|END)):(\d{8})(?=\r?$)/gm, '$1;VALUE=DATE:$2')
    .replace(/^(EXDATE):(\d{8})(?:T\d{6})?(?=\r?$)/gm, '$1:$2T140000Z');
  const parsed = ICAL.parse(repaired) as unknown[];
  const calendars = (typeof parsed[0] === 'string' ? [parsed] : parsed).map((one) => new ICAL.Component(one as never));
  return calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
}

const titleOf = (event: ICAL.Component): string =>
  String(event.getFirstPropertyValue('summary') ?? '')
    .replace(/\s+/g, ' ')
    .trim();

/** Subjects of what stands under these UIDs. */
export const subjectsOf = (text: string, uids: ReadonlySet<string>): Set<string> =>
  new Set(
    eventsIn(text)
      .filter((event) => uids.has(String(event.getFirstPropertyValue('uid') ?? '')))
      .map(titleOf),
  );

/** "start subject" of every occurrence of the series in a calendar that starts in the span, by ical.js alone. `without`: UIDs that are left out. */
export function readOccurrences(text: string, floating: string, of: { from: number; to: number; without: ReadonlySet<string> }): string[] {
  const found: string[] = [];
  const events = eventsIn(text);
  for (const master of events.filter((event) => event.hasProperty('rrule'))) {
    const uid = String(master.getFirstPropertyValue('uid') ?? '');
    if (of.without.has(uid)) continue;
    const exceptions = events.filter((event) => event.hasProperty('recurrence-id') && event.getFirstPropertyValue('uid') === uid);
    for (const exception of exceptions) asDate(exception, master);
    const series = new ICAL.Event(master, { exceptions, strictExceptions: false });
    const tzid: unknown = master.getFirstProperty('dtstart')?.getParameter('tzid');
    const iterator = series.iterator();
    for (let next = iterator.next(), count = 0; next && count < 20_000; next = iterator.next(), count += 1) {
      const { item, startDate } = series.getOccurrenceDetails(next);
      const { instant } = momentFrom(startDate, item.component.getFirstProperty('dtstart')?.getParameter('tzid') ?? tzid, floating);
      if (Date.parse(instant) >= of.from && Date.parse(instant) < of.to) found.push(`${instant} ${titleOf(item.component)}`);
      if (Date.parse(instant) > of.to + 400 * 86_400_000) break;
    }
  }
  return found.sort();
}

function readSingle(event: ICAL.Component, floating: string): IcsSingle {
  const start = momentOf(event, 'dtstart', floating);
  const end = event.hasProperty('dtend') ? momentOf(event, 'dtend', floating) : start;
  const subject = titleOf(event);
  if (!start.isDate) return { subject, start: start.instant, end: end.instant, isAllDay: false, timeZone: start.zone };
  const nextDay = DateTime.fromISO(start.instant, { zone: 'utc' }).plus({ days: 1 });
  const isLater = end.instant > start.instant;
  return { subject, start: start.instant, end: isLater ? end.instant : iso(nextDay), isAllDay: true, timeZone: null };
}

function momentOf(event: ICAL.Component, name: string, floating: string): { instant: string; isDate: boolean; zone: string } {
  const property = event.getFirstProperty(name) as ICAL.Property;
  return momentFrom(property.getFirstValue() as ICAL.Time, property.getParameter('tzid'), floating);
}

function momentFrom(
  { year, month, day, hour, minute, second, isDate, zone }: ICAL.Time,
  tzid: unknown,
  floating: string,
): { instant: string; isDate: boolean; zone: string } {
  if (isDate) return { instant: iso(DateTime.utc(year, month, day)), isDate, zone: 'UTC' };
  const named =
    typeof tzid === 'string'
      ? (zones[tzid] ?? (DateTime.local({ zone: tzid }).isValid ? { means: tzid, isKnown: true } : undefined))
      : undefined;
  const isUtc = zone === ICAL.Timezone.utcTimezone;
  const means = isUtc ? 'UTC' : (named?.means ?? floating);
  const at = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone: means });
  return { instant: iso(at), isDate, zone: named && !named.isKnown ? 'UTC' : means };
}

const iso = (time: DateTime): string => new Date(time.toMillis()).toISOString();
