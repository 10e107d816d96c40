import { Page } from '@strapi/strapi/admin';

import { permissions } from '../../permissions';
import { MailboxList } from './MailboxList';

export function ProtectedMailboxesPage() {
  return (
    <Page.Protect permissions={permissions.manageAccounts}>
      <MailboxList />
    </Page.Protect>
  );
}
