import { Page } from '@strapi/strapi/admin';

import { ConflictInbox } from '../../decisions/ConflictInbox';
import { permissions } from '../../permissions';

export function ProtectedConflictsPage() {
  return (
    <Page.Protect permissions={permissions.readSync}>
      <ConflictInbox isOwn={false} />
    </Page.Protect>
  );
}
