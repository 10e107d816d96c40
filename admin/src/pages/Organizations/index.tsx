import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { permissions } from '../../permissions';
import { OrganizationList } from './OrganizationList';
import { OrganizationPage } from './OrganizationPage';

export function ProtectedOrganizationsPage() {
  return (
    <Page.Protect permissions={permissions.readOrganizations}>
      <Routes>
        <Route index element={<OrganizationList />} />
        <Route path=":id" element={<OrganizationPage />} />
      </Routes>
    </Page.Protect>
  );
}
