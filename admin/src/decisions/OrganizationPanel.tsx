import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import { PLUGIN_ID } from '../pluginId';
import { useGetMicrosoftOrganizationTypeQuery } from '../services/organizationType';
import { useText } from '../text/useText';

/** Beside an organization in the Content Manager: the way to its settings and members. Null beside anything else, and for whoever may not see them. */
export function OrganizationPanel({ model, documentId }: { model: string; documentId?: string | undefined }) {
  const mayRead = useMay(permissions.readOrganizations) === true;
  const { data: type } = useGetMicrosoftOrganizationTypeQuery(undefined, { skip: !mayRead });
  if (!mayRead || type !== model || documentId === undefined || documentId === 'create') return null;
  return { title: 'Microsoft 365', content: <Way id={documentId} /> };
}

function Way({ id }: { id: string }) {
  const t = useText();
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Typography textColor="neutral600">{t('organization.panel')}</Typography>
      <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/organizations/${encodeURIComponent(id)}`}>
        {t('organization.to-page')}
      </Link>
    </Flex>
  );
}
