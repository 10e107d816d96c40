import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { permissions } from '../permissions';
import { PLUGIN_ID } from '../pluginId';
import { useText } from '../text/useText';
import { useMay } from './useMay';

/** For who may open it. */
export function SystemPageLink() {
  const t = useText();
  if (useMay(permissions.readSettings) !== true) return null;
  return (
    <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/system`}>
      {t('me.open-system')}
    </Link>
  );
}
