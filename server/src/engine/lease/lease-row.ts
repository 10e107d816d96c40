import type { WindowShrink } from '../../../../src/sync/window';
import { isTrue, numberOrNull, type Row, textOrNull } from '../../host/rows';
import { targetOf } from '../../storage/sql/keys';
import { choiceOf } from './choose-instead';
import type { Lease } from './port';
import { LEASE_MS } from './lease-clock';

/** A row that has just been claimed with this token. */
export function toLease(row: Row, token: string): Lease {
  return {
    target: targetOf(String(row['target_key'])),
    token,
    claimedAt: Number(row['leased_until']) - LEASE_MS,
    attempts: Number(row['attempts'] ?? 0),
    lastEndedAt: numberOrNull(row['last_sync_at']),
    isFullRequested: isTrue(row['full_requested']),
    settingsKey: textOrNull(row['settings_key']),
    mailbox: textOrNull(row['mailbox']),
    approvedRun: textOrNull(row['approved_run']),
    waitsForStart: isTrue(row['waits_for_start']),
    choice: choiceOf(row),
    completedDays: textOrNull(row['occurrence_days']),
    windowShrink: {
      halvings: Number(row['window_halvings'] ?? 0),
      refusals: Number(row['window_refusals'] ?? 0),
      triedAt: Number(row['window_tried_at'] ?? 0),
    },
  };
}

export const columnsOf = ({ halvings, refusals, triedAt }: Partial<WindowShrink>): Row => ({
  ...(halvings !== undefined ? { window_halvings: halvings } : {}),
  ...(refusals !== undefined ? { window_refusals: refusals } : {}),
  ...(triedAt !== undefined ? { window_tried_at: triedAt } : {}),
});
