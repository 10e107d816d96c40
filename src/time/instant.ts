/**
 * Wall clock to instant and back. Instants are ISO 8601 in UTC with milliseconds, local times have no offset.
 * A wall clock that a zone skips in spring is read as if the clock had not been moved yet, so 02:30 becomes 03:30 (Temporal's
 * 'compatible'); one that comes twice in autumn means the first.
 */
import { Temporal } from 'temporal-polyfill';
import { usableZone } from './zones';

/** Throws RangeError for a text that is no date and time. An unknown zone counts as UTC. */
export function toInstant(localDateTime: string, zone: string): string {
  return instantText(Temporal.PlainDateTime.from(localDateTime).toZonedDateTime(usableZone(zone)).epochMilliseconds);
}

/** The wall clock of the zone, "2026-03-01T09:00:00" with a fraction only where there is one. */
export function toLocal(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(usableZone(zone)).toPlainDateTime().toString();
}

/** False for the second pass of the hour that comes twice: the wall clock alone would not lead back to this instant. */
export function survivesWallClock(instant: string, zone: string): boolean {
  return toInstant(toLocal(instant, zone), zone) === toIsoMilliseconds(instant);
}

/** Canonical spelling of an ISO instant. Throws RangeError. */
export function toIsoMilliseconds(instant: string): string {
  return instantText(Temporal.Instant.from(instant).epochMilliseconds);
}

/** Databases hold the years 1 to 9999; Graph's 9999-12-31 west of Greenwich would be one later. */
function instantText(epochMilliseconds: number): string {
  return new Date(Math.min(Math.max(epochMilliseconds, EARLIEST), LATEST)).toISOString();
}

const EARLIEST = Date.parse('0001-01-01T00:00:00.000Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');
