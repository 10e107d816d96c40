import { Page } from '@strapi/strapi/admin';

import { HeldInbox } from '../../decisions/HeldInbox';
import { permissions } from '../../permissions';

export function ProtectedHeldPage() {
  return (
    <Page.Protect permissions={permissions.readSync}>
      <HeldInbox isOwn={false} />
    </Page.Protect>
  );
}
