import { Page } from '@strapi/strapi/admin';

import { permissions } from '../../permissions';
import { CalendarPage } from './CalendarPage';

export function ProtectedCalendarPage() {
  return (
    <Page.Protect permissions={permissions.readCalendar}>
      <CalendarPage />
    </Page.Protect>
  );
}
