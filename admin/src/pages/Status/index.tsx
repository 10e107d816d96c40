import { Page } from '@strapi/strapi/admin';

import { permissions } from '../../permissions';
import { StatusList } from './StatusList';

export function ProtectedStatusPage() {
  return (
    <Page.Protect permissions={permissions.readSync}>
      <StatusList />
    </Page.Protect>
  );
}
