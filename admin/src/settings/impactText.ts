import type { SettingsImpact } from '../../../src/contracts/http';
import type { Text } from '../text/useText';

/** For how many people a save changes something, and for whom synchronization would begin or end. */
export function impactText({ people, begins, ends }: SettingsImpact, t: Text): string {
  if (people === 0) return t('impact.nobody');
  return [
    t('impact.people', { count: people }),
    begins > 0 ? t('impact.begins', { count: begins }) : null,
    ends > 0 ? t('impact.ends', { count: ends }) : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}
