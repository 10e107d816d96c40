import type { Level } from '../../../src/contracts';
import type { SettingsImpact } from '../../../src/contracts/http';
import type { Text } from '../text/useText';

/** For how many people a save changes something, for whom synchronization would begin or end, and what is open; empty: nothing to say. */
export function impactText(
  { people, begins, ends, conflicts = 0, becomesBidirectional = 0 }: SettingsImpact,
  level: Level,
  t: Text,
): string {
  const isOfOthers = level !== 'user';
  if (people === 0) return isOfOthers ? t('impact.nobody') : '';
  return [
    isOfOthers ? t('impact.people', { count: people }) : null,
    begins > 0 ? (isOfOthers ? t('impact.begins', { count: begins }) : t('impact.begins-one')) : null,
    ends > 0 ? (isOfOthers ? t('impact.ends', { count: ends }) : t('impact.ends-one')) : null,
    becomesBidirectional > 0
      ? isOfOthers
        ? t('impact.bidirectional', { count: becomesBidirectional })
        : t('impact.bidirectional-one')
      : null,
    conflicts > 0 ? t('impact.conflicts', { count: conflicts }) : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

/** Conflicts are open, or both sides would be written where only one was. */
export const isGraver = ({ conflicts = 0, becomesBidirectional = 0 }: SettingsImpact): boolean => conflicts + becomesBidirectional > 0;
