import { Page } from '@strapi/strapi/admin';

import { Loaded } from '../../components/Loaded';
import { permissions } from '../../permissions';
import { MyMicrosoft } from './MyMicrosoft';
import { useRefreshingMe } from './useRefreshingMe';

export function ProtectedMePage() {
  return (
    <Page.Protect permissions={permissions.readMe}>
      <MePage />
    </Page.Protect>
  );
}

function MePage() {
  const me = useRefreshingMe();
  return <Loaded queries={{ me }}>{({ me: data }) => <MyMicrosoft me={data} isOutOfDate={me.error !== undefined} />}</Loaded>;
}
