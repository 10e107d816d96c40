import { Link } from '@strapi/design-system';
import { useRBAC } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import { Notice } from '../../components/Notice';
import { permissions } from '../../permissions';
import { PLUGIN_ID } from '../../pluginId';
import { useText } from '../../text/useText';

/** Nobody can connect before an administrator has entered the Azure application; who may do that is shown the way. */
export function ApplicationMissing() {
  const t = useText();
  return (
    <Notice tone="warning" title={t('me.application-missing.title')} action={<SystemPageLink />}>
      {t('me.application-missing.body')}
    </Notice>
  );
}

export function SystemPageLink() {
  const t = useText();
  const { allowedActions } = useRBAC(permissions.readSettings);
  if (allowedActions.canRead !== true) return null;
  return (
    <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/system`}>
      {t('me.open-system')}
    </Link>
  );
}
