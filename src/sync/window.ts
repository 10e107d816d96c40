import type { Span } from './resource';

const DAY = 86_400_000;
/** Read further than the setting asks, so that a window need not be started anew every day (design §5). */
const SLACK_DAYS = 31;

export interface WindowDays {
  readonly pastDays: number;
  readonly futureDays: number;
}

/** The window a new full round reads: whole days around `now` (epoch ms), with slack. */
export function newWindow(days: WindowDays, now: number): Span {
  const today = Math.floor(now / DAY) * DAY;
  return {
    start: new Date(today - (days.pastDays + SLACK_DAYS) * DAY).toISOString(),
    end: new Date(today + (days.futureDays + SLACK_DAYS + 1) * DAY).toISOString(),
  };
}

/**
 * True when the window no longer covers what the setting asks: the slack is used up, or the setting was widened.
 * `spread` (0…1, fixed per account) moves the moment up to a week ahead, so that a thousand accounts do not start anew on one day.
 */
export function isUsedUp(window: Span, days: WindowDays, now: number, spread: number): boolean {
  const ahead = spread * 7 * DAY;
  return (
    Date.parse(window.end) < now + days.futureDays * DAY + ahead || Date.parse(window.start) > now - days.pastDays * DAY
  );
}
