/** The zone that both sides can hold an event in. */
import { graphZone, survivesWallClock } from '../time';

/**
 * Graph takes a wall clock and a zone, so in the second pass of the hour that comes twice it can only hold UTC (graph-facts §6).
 * Both readings say so too; otherwise the zone would look changed after every write.
 */
export function zoneThatHolds(zone: string, start: string, end: string): string {
  const sent = graphZone(zone);
  return survivesWallClock(start, sent) && survivesWallClock(end, sent) ? zone : 'UTC';
}
