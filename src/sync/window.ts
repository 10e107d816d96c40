import type { Span } from './resource';

const DAY = 86_400_000;
/** Read further than the setting asks, so that a window need not be started anew every day. */
const SLACK_DAYS = 31;
/** Days before the slack is used up by which accounts may begin anew, each at a time of its own. */
const JITTER_DAYS = 7;
/** What is read by default is then about a week; who cannot answer that cannot answer at all. */
export const MOST_HALVINGS = 6;

/** How often a narrowed window is asked for as it is set: Microsoft may have been in trouble only, or the series that were too many have ended. */
const TRY_WIDER_AFTER_MS = 6 * 3_600_000;

/** What is known of how much of a window Microsoft can answer for. */
export interface WindowShrink {
  readonly halvings: number;
  /** Runs in a row in which the same window was not answered. */
  readonly refusals: number;
  /** When more than is read was last asked for, epoch milliseconds. */
  readonly triedAt: number;
}
export const notNarrowed: WindowShrink = { halvings: 0, refusals: 0, triedAt: 0 };

/** A time that lies ahead was noted by a clock that has been set back since. */
export const isTimeToWiden = ({ halvings, triedAt }: WindowShrink, now: number): boolean =>
  halvings > 0 && (now - triedAt >= TRY_WIDER_AFTER_MS || triedAt > now);

export interface WindowDays {
  readonly pastDays: number;
  readonly futureDays: number;
}

/** Microsoft may be unable to answer for as many days as are set (graph-facts §1.2): what is left of them after so many halvings. */
export function halved({ pastDays, futureDays }: WindowDays, halvings: number): WindowDays {
  return { pastDays: Math.floor(pastDays / 2 ** halvings), futureDays: Math.floor(futureDays / 2 ** halvings) };
}

const slackOf = (halvings: number): number => Math.max(1, Math.floor(SLACK_DAYS / 2 ** halvings));

/** The window a new full round reads: whole days around `now` (epoch ms), with slack. */
export function newWindow(days: WindowDays, now: number, halvings: number): Span {
  const today = Math.floor(now / DAY) * DAY;
  const { pastDays, futureDays } = halved(days, halvings);
  const slack = slackOf(halvings);
  return {
    start: new Date(today - (pastDays + slack) * DAY).toISOString(),
    end: new Date(today + (futureDays + slack + 1) * DAY).toISOString(),
  };
}

/**
 * True when the window no longer covers what the setting asks, or what is left of it after the halvings: the slack is used up, or the setting
 * was widened. `jitter` (0…1, fixed per account) moves the moment up to a week ahead, so that a thousand accounts do not start anew on one day.
 */
export function isUsedUp(window: Span, days: WindowDays, of: { now: number; jitter: number; halvings: number }): boolean {
  const { pastDays, futureDays } = halved(days, of.halvings);
  const ahead = (of.jitter * JITTER_DAYS * DAY) / 2 ** of.halvings;
  return Date.parse(window.end) < of.now + futureDays * DAY + ahead || Date.parse(window.start) > of.now - pastDays * DAY;
}

/** For people; `null` where all that is set is read. */
export function narrowedText(days: WindowDays, halvings: number): string | null {
  if (halvings === 0) return null;
  const { pastDays, futureDays } = halved(days, halvings);
  return `Microsoft cannot answer for all the days that are set, so fewer are read for now: ${pastDays} back and ${futureDays} ahead. Nothing is deleted for that, and all of them are tried again every few hours.`;
}
