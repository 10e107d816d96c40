import type { HeldItem } from '../../../src/contracts';
import type { TextKey } from './useText';

/** Why an item waits. */
export const heldText: Record<HeldItem['code'], TextKey> = {
  'would-send-mail': 'held.would-send-mail',
  'rule-not-expressible': 'held.rule-not-expressible',
  'foreign-meeting': 'held.foreign-meeting',
  'rejected-by-microsoft': 'held.rejected-by-microsoft',
  'invalid-value': 'held.invalid-value',
  'read-only-collection': 'held.read-only-collection',
  'collection-not-shown': 'held.collection-not-shown',
  'missing-without-mark': 'held.missing-without-mark',
  'recurring-task-date': 'held.recurring-task-date',
  'too-large': 'held.too-large',
  'refused-by-host': 'held.refused-by-host',
  'no-owner': 'held.no-owner',
  'unpublished-changes': 'held.unpublished-changes',
};
