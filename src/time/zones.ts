/**
 * Zone names. Microsoft says "W. Europe Standard Time", Strapi "Europe/Berlin" (graph-facts §6); one Windows zone stands for many
 * IANA zones, so the way back gives the name for territory 001, and names are compared by what they mean.
 */
import { windowsZones, zoneAliases } from './windows-zones';

/** The Windows name of an IANA zone, in any of its spellings; null where Windows has none. A Windows name comes back as it is. */
export function windowsZone(name: string): string | null {
  const lower = name.trim().toLowerCase();
  return windowsNames.get(lower) ?? windowsByIana.get(lower) ?? windowsByIana.get(canonicalName(name).toLowerCase()) ?? null;
}

/** The IANA name of a Windows zone, or an IANA name as it is; null for what is neither. UTC in all its disguises is 'UTC'. */
export function ianaZone(name: string): string | null {
  const trimmed = name.trim();
  if (utcNames.has(trimmed.toLowerCase())) return 'UTC';
  const windows = windowsNames.get(trimmed.toLowerCase());
  if (windows !== undefined) return defaultIana(windows);
  return isKnownZone(trimmed) ? trimmed : null;
}

/** True for every Windows or IANA name that this engine, or our table in its place, can compute with. */
export function isKnownZone(name: string): boolean {
  const trimmed = name.trim();
  const lower = trimmed.toLowerCase();
  return utcNames.has(lower) || windowsNames.has(lower) || windowsByIana.has(lower) || engineZone(trimmed) !== null;
}

/** Equal when both are the same Windows zone or the same zone by another name; names that nobody knows compare as text. */
export function sameZone(a: string, b: string): boolean {
  return a === b || meaning(a) === meaning(b);
}

/** A name that Intl and Temporal of this engine accept: an older ICU lacks the newest names, and gets the older spelling. Unknown: UTC. */
export function usableZone(name: string): string {
  return remembered(usable, name, () => findUsable(name.trim()));
}

const utcNames = new Set(['utc', 'z', 'etc/utc', 'tzone://microsoft/utc']);
const windowsNames = new Map(Object.keys(windowsZones).map((name) => [name.toLowerCase(), name]));
const windowsByIana = new Map<string, string>();
const aliases = new Map(Object.entries(zoneAliases).map(([name, canonical]) => [name.toLowerCase(), canonical]));
const usable = new Map<string, string>();
const engineNames = new Map<string, string | null>();

for (const [windows, names] of Object.entries(windowsZones)) {
  for (const name of names.split(' ')) windowsByIana.set(name.toLowerCase(), windows);
}
for (const [alias, canonical] of aliases) {
  const windows = windowsByIana.get(canonical.toLowerCase());
  if (windows !== undefined) windowsByIana.set(alias, windows);
}

function findUsable(name: string): string {
  const iana = ianaZone(name);
  if (iana === null) return 'UTC';
  const windows = windowsByIana.get(iana.toLowerCase());
  const spellings = [iana, aliases.get(iana.toLowerCase()), windows === undefined ? undefined : defaultIana(windows)];
  for (const spelling of spellings) {
    if (spelling !== undefined && engineZone(spelling) !== null) return spelling;
  }
  return 'UTC';
}

function meaning(name: string): string {
  const trimmed = name.trim();
  const known = utcNames.has(trimmed.toLowerCase()) ? 'UTC' : windowsZone(trimmed);
  return known ?? canonicalName(trimmed).toLowerCase();
}

function canonicalName(name: string): string {
  return aliases.get(name.toLowerCase()) ?? engineZone(name) ?? name;
}

function defaultIana(windows: string): string {
  const [first = 'UTC'] = (windowsZones[windows] ?? 'UTC').split(' ');
  return first === 'Etc/UTC' ? 'UTC' : first;
}

/** What the engine calls it. Offsets ("+01:00") are zones for newer engines only, and for Graph never. */
function engineZone(name: string): string | null {
  return remembered(engineNames, name, () => {
    if (!/^[A-Za-z]/.test(name)) return null;
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    } catch {
      return null;
    }
  });
}

/** Asking Intl takes a third of a millisecond. Names come from outside, so the memory must not grow for ever, nor hold what is as long as a book. */
function remembered<T>(memory: Map<string, T>, name: string, find: () => T): T {
  const known = memory.get(name);
  if (known !== undefined) return known;
  const found = find();
  if (memory.size < 5000 && name.length < 256) memory.set(name, found);
  return found;
}
