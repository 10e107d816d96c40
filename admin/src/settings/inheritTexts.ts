import type { SettingReading } from '../../../src/contracts';
import type { TextKey } from '../text/useText';
import { useLevel } from './LevelContext';

export const fromText: Record<Exclude<SettingReading<unknown>['source'], 'user'>, TextKey> = {
  default: 'from.default',
  system: 'from.system',
  organization: 'from.organization',
};

export const lockedText: Record<'system' | 'organization', TextKey> = { system: 'locked.system', organization: 'locked.organization' };

/** What the checkbox is called that gives a field back: it names the level above. */
export function useLabelKey(): TextKey {
  const { scope, isInOrganization } = useLevel();
  switch (scope.level) {
    case 'system':
      return 'inherit.default';
    case 'organization':
      return 'inherit.system';
    case 'user':
      return isInOrganization ? 'inherit.organization' : 'inherit.system';
  }
}
