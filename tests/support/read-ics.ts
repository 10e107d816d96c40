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
  // Eight digits without VALUE=DATE are a date that ical.js refuses as a moment.
  const parsed = ICAL.parse(text.trim().replace(/^(DT(?:START|END)):(\d{8})(?=\r?$)/gm, '$1;VALUE=DATE:$2')) as unknown[];
  const calendars = (typeof parsed[0] === 'string' ? [parsed] : parsed).map((one) => new ICAL.Component(one as never));
  const events = calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
  const single = (event: ICAL.Component) => !['rrule', 'rdate', 'recurrence-id'].some((name) => event.hasProperty(name));
  return {
    singles: events.filter(single).map((event) => readSingle(event, floating)),
    series: events.filter((event) => event.hasProperty('rrule')).map((event) => momentOf(event, 'dtstart', floating).instant),
  };
}

function readSingle(event: ICAL.Component, floating: string): IcsSingle {
  const start = momentOf(event, 'dtstart', floating);
  const end = event.hasProperty('dtend') ? momentOf(event, 'dtend', floating) : start;
  const subject = String(event.getFirstPropertyValue('summary') ?? '').replace(/\s+/g, ' ').trim();
  if (!start.isDate) return { subject, start: start.instant, end: end.instant, isAllDay: false, timeZone: start.zone };
  const nextDay = DateTime.fromISO(start.instant, { zone: 'utc' }).plus({ days: 1 });
  const isLater = end.instant > start.instant;
  return { subject, start: start.instant, end: isLater ? end.instant : iso(nextDay), isAllDay: true, timeZone: null };
}

function momentOf(event: ICAL.Component, name: string, floating: string): { instant: string; isDate: boolean; zone: string } {
  const property = event.getFirstProperty(name) as ICAL.Property;
  const { year, month, day, hour, minute, second, isDate, zone } = property.getFirstValue() as ICAL.Time;
  if (isDate) return { instant: iso(DateTime.utc(year, month, day)), isDate, zone: 'UTC' };
  const tzid: unknown = property.getParameter('tzid');
  const named = typeof tzid === 'string' ? zones[tzid] : undefined;
  const isUtc = zone === ICAL.Timezone.utcTimezone;
  const means = isUtc ? 'UTC' : (named?.means ?? floating);
  const at = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone: means });
  return { instant: iso(at), isDate, zone: named && !named.isKnown ? 'UTC' : means };
}

const iso = (time: DateTime): string => new Date(time.toMillis()).toISOString();
