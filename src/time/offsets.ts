/** Which offset a zone has when. Temporal works each out anew; a zone changes twice a year, and an import asks 20,000 times. */
import { Temporal } from 'temporal-polyfill';

interface Stretch {
  /** Epoch milliseconds, `until` exclusive. */
  readonly since: number;
  readonly until: number;
  /** How far the clock was set back where the stretch begins; 0 where it was set forward. */
  readonly setBackMilliseconds: number;
  /** Local time less UTC. */
  readonly offsetMilliseconds: number;
}

const stretches = new Map<string, Stretch[]>();
/** Beyond it zones had offsets with seconds, or have rules that nobody knows. */
const EARLIEST = Date.parse('1980-01-01T00:00:00.000Z');
const LATEST = Date.parse('2100-01-01T00:00:00.000Z');

/** Local time less UTC in this zone of the engine; null outside of the years that are remembered. */
export function offsetAt(instant: number, zone: string): number | null {
  if (instant < EARLIEST || instant >= LATEST) return null;
  return zone === 'UTC' ? 0 : stretchAt(instant, zone).offsetMilliseconds;
}

/** The instant of a wall clock (as if it were UTC); null where clocks are moved within a day of it, and outside of the years that are remembered. */
export function instantOfWallClock(wallClock: number, zone: string): number | null {
  if (wallClock < EARLIEST + DAY || wallClock >= LATEST - DAY) return null;
  if (zone === 'UTC') return wallClock;
  const { since, until, offsetMilliseconds } = stretchAt(wallClock, zone);
  const instant = wallClock - offsetMilliseconds;
  return Math.min(wallClock, instant) > since + DAY && Math.max(wallClock, instant) < until - DAY ? instant : null;
}
const DAY = 86_400_000;

/** True in the second pass of an hour that comes twice in this zone of the engine; null outside of the years that are remembered. */
export function isSecondPass(instant: number, zone: string): boolean | null {
  if (instant < EARLIEST || instant >= LATEST) return null;
  if (zone === 'UTC') return false;
  const { since, setBackMilliseconds } = stretchAt(instant, zone);
  return instant < since + setBackMilliseconds;
}

function stretchAt(instant: number, zone: string): Stretch {
  const known = stretches.get(zone) ?? [];
  const found = known.find(({ since, until }) => instant >= since && instant < until);
  if (found) return found;
  const stretch = findStretch(instant, zone);
  // Names of zones come from outside: the engine knows 600, and each has some 240 stretches in these years.
  stretches.set(zone, [stretch, ...known]);
  return stretch;
}

function findStretch(instant: number, zone: string): Stretch {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  // `previous` is strictly before: one millisecond later, so that the moment of the change belongs to what it begins.
  const begin = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const end = at.getTimeZoneTransition('next');
  const before = begin?.subtract({ milliseconds: 1 }).offsetNanoseconds ?? at.offsetNanoseconds;
  return {
    since: begin?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: end?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    setBackMilliseconds: Math.max(0, (before - at.offsetNanoseconds) / 1_000_000),
    offsetMilliseconds: at.offsetNanoseconds / 1_000_000,
  };
}
