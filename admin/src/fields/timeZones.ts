import { isKnownZone, windowsZone } from '../../../src/time';

interface ZoneOption {
  readonly zone: string;
  /** "Europe/Berlin (GMT+1)": both are looked for. */
  readonly label: string;
}

export const viewersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Those of the world, the likely ones first; `chosen` is among them whatever it is called. */
export function zoneOptions(chosen: string | null, likely: readonly (string | null)[], at: Date): readonly ZoneOption[] {
  const first = [chosen, ...likely].filter((zone): zone is string => zone !== null && zone !== '');
  return [...new Set([...first, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ zone, label: zoneLabel(zone, at) }));
}

/** With its distance from UTC on that day, where the browser knows the zone. */
export function zoneLabel(zone: string, at: Date): string {
  const name = zone.replaceAll('_', ' ');
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at);
    const offset = parts.find(({ type }) => type === 'timeZoneName')?.value;
    return offset === undefined || offset === name ? name : `${name} (${offset})`;
  } catch {
    return name; // one of Windows' names
  }
}

/** What the engine would hold: a name that nobody knows. */
export const isUsableZone = (zone: string): boolean => isKnownZone(zone) || windowsZone(zone) !== null;
