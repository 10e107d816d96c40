import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { permissions } from '../../permissions';
import { UserList } from './UserList';
import { UserPage } from './UserPage';
import { UserPreview } from './UserPreview';

export function ProtectedUsersPage() {
  return (
    <Page.Protect permissions={permissions.readUsers}>
      <Routes>
        <Route index element={<UserList />} />
        <Route path=":id" element={<UserPage />} />
        <Route path=":id/preview" element={<UserPreview />} />
      </Routes>
    </Page.Protect>
  );
}
