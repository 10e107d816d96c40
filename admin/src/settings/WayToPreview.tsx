import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { RESOURCES } from '../../../src/contracts';
import type { LevelSettingsPatch, SettingsImpact } from '../../../src/contracts/http';
import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import { PLUGIN_ID } from '../pluginId';
import type { Place } from '../services/paths';
import { useText } from '../text/useText';

interface WayToPreviewProps {
  scope: Place;
  patch: LevelSettingsPatch;
  impact: SettingsImpact;
}

/**
 * Where a save would let both sides be written: what would happen then to the person, or whom the save concerns. In a tab of its own, for
 * nothing is saved yet.
 */
export function WayToPreview({ scope, patch, impact: { becomesBidirectional = 0 } }: WayToPreviewProps) {
  const t = useText();
  const mayPreview = useMay(permissions.runSync) === true;
  const mayReadUsers = useMay(permissions.readUsers) === true;
  const mayFollow = scope.level === 'user' ? 'isOwn' in scope || mayPreview : mayReadUsers;
  if (becomesBidirectional === 0 || !mayFollow) return null;
  return (
    <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/${pathOf(scope, patch)}`} target="_blank">
      {t(scope.level === 'user' ? 'impact.to-preview' : 'impact.to-people')}
    </Link>
  );
}

function pathOf(scope: Place, { fields = {} }: LevelSettingsPatch): string {
  if (scope.level === 'system') return 'users';
  if (scope.level === 'organization') return `users?organization=${encodeURIComponent(scope.id)}`;
  // Another direction comes from the form, or from above where the form gives its own up.
  const resource =
    RESOURCES.find((one) => fields[`${one}Direction`] === 'bidirectional') ?? RESOURCES.find((one) => fields[`${one}Direction`] === null);
  const whose = 'isOwn' in scope ? 'me' : `users/${encodeURIComponent(scope.id)}`;
  return `${whose}/preview?resource=${resource ?? 'calendar'}&direction=bidirectional`;
}
