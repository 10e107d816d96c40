import ICAL from 'ical.js';
import { instantToWall, findZone } from '../mailbox/zones.js';

/** A time of a file, placed in a zone Graph knows. */
export interface IcsTime {
  readonly wall: number;
  readonly zone: string;
  readonly isAllDay: boolean;
}

export interface IcsZones {
  /** Zone of floating times and whole days. */
  readonly own: string;
  /** VTIMEZONE components of the file by TZID. */
  readonly declared: ReadonlyMap<string, ICAL.Timezone>;
}

/** Names that Outlook on the web writes as TZID: the label of the zone, not its name. */
const labels: Readonly<Record<string, string>> = {
  'eastern time (us & canada)': 'Eastern Standard Time',
  'central time (us & canada)': 'Central Standard Time',
  'mountain time (us & canada)': 'Mountain Standard Time',
  'pacific time (us & canada)': 'Pacific Standard Time',
  'canberra, melbourne, sydney': 'AUS Eastern Standard Time',
  'amsterdam, berlin, bern, rome, stockholm, vienna': 'W. Europe Standard Time',
  'brussels, copenhagen, madrid, paris': 'Romance Standard Time',
  'belgrade, bratislava, budapest, ljubljana, prague': 'Central Europe Standard Time',
  'dublin, edinburgh, lisbon, london': 'GMT Standard Time',
};

export function readTime(property: ICAL.Property, zones: IcsZones, value: ICAL.Time = property.getFirstValue() as ICAL.Time): IcsTime {
  const isAllDay = value.isDate;
  const wall = Date.UTC(
    value.year,
    value.month - 1,
    value.day,
    isAllDay ? 0 : value.hour,
    isAllDay ? 0 : value.minute,
    isAllDay ? 0 : value.second,
  );
  if (Number.isNaN(wall)) throw new RangeError(`${property.name.toUpperCase()} is no date`);
  if (isAllDay) return { wall, zone: zones.own, isAllDay };
  const parameter: unknown = property.getParameter('tzid');
  if (value.zone === ICAL.Timezone.utcTimezone || /Z$/.test(value.toString())) return { wall, zone: 'UTC', isAllDay };
  if (typeof parameter !== 'string') return { wall, zone: zones.own, isAllDay };
  const known = knownZone(parameter);
  if (known !== undefined) return { wall, zone: known, isAllDay };
  const declared = zones.declared.get(parameter);
  if (!declared) throw new RangeError(`unknown time zone ${parameter}`);
  // No name Graph would take: the offset of the file's own table counts, and the event is kept in UTC.
  return { wall: wall - declared.utcOffset(value) * 1000, zone: 'UTC', isAllDay };
}

/** The date or moment as it reads in another zone. */
export function wallIn(time: IcsTime, zone: string, toInstant: (wall: number, zone: string) => number): number {
  return time.isAllDay || time.zone === zone ? time.wall : instantToWall(toInstant(time.wall, time.zone), zone);
}

function knownZone(tzid: string): string | undefined {
  const name = tzid.replace(/^"|"$/g, '').trim();
  if (findZone(name)) return name;
  const label = name.replace(/^\((UTC|GMT)[^)]*\)\s*/i, '').toLowerCase();
  return labels[label];
}
