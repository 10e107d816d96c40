import type { Resource } from '../../../src/contracts';

const MINUTE = 60_000;

/** Lives in minutes that are asked for, the longest first: what Microsoft grants differs from what it says (graph-facts §5, §10.1). */
export const livesOf: Readonly<Record<Resource, readonly number[]>> = { calendar: [10_000, 4_200], tasks: [4_200, 60] };

/** What is granted counts, but no longer than was asked for: Microsoft's clock may be another one. */
export function endOf(granted: unknown, { now, minutes }: { readonly now: number; readonly minutes: number }): number {
  const at = typeof granted === 'string' ? Date.parse(granted) : NaN;
  const asked = now + minutes * MINUTE;
  return Number.isNaN(at) || at <= now ? now + Math.min(minutes, 60) * MINUTE : Math.min(at, asked);
}

/** Half of its life, a tenth more or less, so that those that were made together are not renewed together. `random`: 0…1. */
export const renewedAt = ({ now, expiresAt }: { readonly now: number; readonly expiresAt: number }, random: number): number =>
  Math.round(now + (expiresAt - now) * (0.45 + 0.1 * random));

/** From half a minute, doubled up to half an hour, a fifth more or less. */
export const againAfterMs = (failures: number, random: number): number =>
  Math.round(Math.min(30_000 * 2 ** Math.min(failures, 10), 30 * MINUTE) * (0.8 + 0.4 * random));

/** What Microsoft does not want today it is asked for tomorrow. */
export const ASKED_AGAIN_MS = 24 * 60 * MINUTE;
/** An address that Microsoft does not reach may be reached soon. */
export const REACHED_AGAIN_MS = 15 * MINUTE;
/** How long a notice may be on its way before it counts as not sent (graph-facts §5.6: a calendar's 3 minutes, a task's 15 at most). */
export const SILENT_AFTER_MS: Readonly<Record<Resource, number>> = { calendar: 5 * MINUTE, tasks: 20 * MINUTE };
/** As often as this in a row; then it is not relied upon for a day. */
export const MOST_SILENCES = 3;
