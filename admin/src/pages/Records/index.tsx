import { Page } from '@strapi/strapi/admin';

import { permissions } from '../../permissions';
import { RecordsPage } from './RecordsPage';

export function ProtectedRecordsPage() {
  return (
    <Page.Protect permissions={permissions.readSettings}>
      <RecordsPage />
    </Page.Protect>
  );
}
