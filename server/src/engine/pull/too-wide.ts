import type { GraphFailure } from '../../microsoft/port';
import { freshRound, type Position, type Run } from './reading-position';

/**
 * Microsoft cannot answer for so many days (graph-facts §1.2): what leaves a narrower window is followed by its id, and deleted nowhere. A
 * server in trouble answers a 504 or 503 too, so these are given a second run, and a 503 several. Where more is asked for than was answered
 * before, anything but an answer means that the time has not come.
 */
export function isTooWide(run: Run, { otherwise }: Position, failure: GraphFailure): boolean {
  if (failure.reason === 'window-too-wide' && failure.status === 400) return true; // it says so
  if (otherwise && failure.reason === 'unavailable') return true;
  return isPerhapsTooWide(run, failure) && (otherwise !== null || run.reading.windowShrink.refusals >= (failure.status === 503 ? 3 : 1));
}

export const isPerhapsTooWide = (run: Run, { reason, status }: GraphFailure): boolean =>
  (reason === 'window-too-wide' && status === 504) || (reason === 'unavailable' && status === 503 && run.resource.hasWindow);

export function narrower(run: Run, { cursor, halvings, otherwise }: Position): Position {
  if (otherwise && halvings + 1 >= otherwise.halvings) return otherwise;
  return { ...freshRound(run, cursor.collection, halvings + 1, cursor), otherwise };
}
