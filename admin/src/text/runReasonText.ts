import type { RunReason } from '../../../src/contracts/run-reasons';
import type { TextKey } from './useText';

/** Why a run ended as it did. */
export const runReasonText: Record<RunReason, TextKey> = {
  'switched-off': 'run-reason.switched-off',
  'deletions-wait': 'run-reason.deletions-wait',
  'waits-for-start': 'run-reason.waits-for-start',
  'another-run': 'run-reason.another-run',
  'another-server': 'run-reason.another-server',
  'server-stopping': 'run-reason.server-stopping',
  'turn-over': 'run-reason.turn-over',
  unfinished: 'run-reason.unfinished',
  'unexpected-error': 'run-reason.unexpected-error',
};
