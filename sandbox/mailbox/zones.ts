import { createRequire } from 'node:module';
import { IANAZone } from 'luxon';

/**
 * Windows and IANA zone names (graph-facts §6): both are accepted on write, Windows names are what mailboxes hold.
 * The table is CLDR's windowsZones.
 */
interface MapZone {
  readonly mapZone: { readonly _other: string; readonly _type: string; readonly _territory: string };
}

const cldr = createRequire(import.meta.url)('cldr-core/supplemental/windowsZones.json') as {
  supplemental: { windowsZones: { mapTimezones: readonly MapZone[] } };
};

const ianaByWindows = new Map<string, { readonly name: string; readonly iana: string }>();
const windowsByIana = new Map<string, string>();
for (const { mapZone } of cldr.supplemental.windowsZones.mapTimezones) {
  for (const iana of mapZone._type.split(' ')) {
    if (mapZone._territory === '001') ianaByWindows.set(mapZone._other.toLowerCase(), { name: mapZone._other, iana });
    if (!windowsByIana.has(iana)) windowsByIana.set(iana, mapZone._other);
  }
}

const zonesByName = new Map<string, IANAZone | null>();

/** The zone behind a Windows name, an IANA name or one of Exchange's odd spellings of UTC; undefined when unknown. */
export function findZone(name: string): IANAZone | undefined {
  const known = zonesByName.get(name);
  if (known !== undefined) return known ?? undefined;
  const iana = toIana(name);
  const zone = iana === undefined ? null : IANAZone.create(iana);
  // Only names are cached that exist: a caller that sends garbage must not fill the memory.
  if (zone) zonesByName.set(name, zone);
  return zone ?? undefined;
}

function toIana(name: string): string | undefined {
  if (/^(utc|z|gmt|etc\/utc|tzone:\/\/microsoft\/utc|coordinated universal time)$/i.test(name)) return 'Etc/UTC';
  const windows = ianaByWindows.get(name.toLowerCase());
  if (windows) return windows.iana;
  return /^[A-Za-z_+\-0-9]+(\/[A-Za-z_+\-0-9]+)*$/.test(name) && IANAZone.isValidZone(name) ? name : undefined;
}

export function windowsZoneNames(): string[] {
  return [...ianaByWindows.values()].map(({ name }) => name);
}

export function ianaZoneNames(): string[] {
  return [...windowsByIana.keys()];
}

/**
 * The instant of a wall-clock time. A time that comes twice (autumn) is the first of the two, a time that is skipped
 * (spring) is read with the offset before the gap: what Python's zoneinfo does with fold=0.
 */
export function wallToInstant(wall: number, zoneName: string): number {
  return remembered(instants, zoneName, wall, () => computedInstant(wall, requireZone(zoneName)));
}

function computedInstant(wall: number, zone: IANAZone): number {
  const before = wall - zone.offset(wall - 86_400_000) * 60_000;
  const after = wall - zone.offset(wall + 86_400_000) * 60_000;
  const valid = [before, after].filter((instant) => instant + zone.offset(instant) * 60_000 === wall);
  return valid.length > 0 ? Math.min(...valid) : before;
}

export function instantToWall(instant: number, zoneName: string): number {
  return remembered(walls, zoneName, instant, () => instant + requireZone(zoneName).offset(instant) * 60_000);
}

const instants = new Map<string, number>();
const walls = new Map<string, number>();
const MOST_REMEMBERED = 20_000;

/** A series asks for the same few again and again, and the answer takes a formatter of dates each time. */
function remembered(answers: Map<string, number>, zoneName: string, milliseconds: number, compute: () => number): number {
  const name = `${zoneName} ${milliseconds}`;
  const known = answers.get(name);
  if (known !== undefined) return known;
  const answer = compute();
  if (answers.size >= MOST_REMEMBERED) answers.clear();
  answers.set(name, answer);
  return answer;
}

function requireZone(name: string): IANAZone {
  const zone = findZone(name);
  if (!zone) throw new RangeError(`Unknown time zone ${name}`);
  return zone;
}
