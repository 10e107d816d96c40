import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { useAttention } from '../../attention/useAttention';
import { BackToMe } from '../../decisions/BackToMe';
import { ConflictInbox } from '../../decisions/ConflictInbox';
import { HeldInbox } from '../../decisions/HeldInbox';
import { PreviewPage } from '../../decisions/PreviewPage';
import { Loaded } from '../../components/Loaded';
import { permissions } from '../../permissions';
import { useGetMicrosoftSettingsQuery } from '../../services/api';
import { useText } from '../../text/useText';
import { MyMicrosoft, ownPlace } from './MyMicrosoft';
import { useRefreshingMe } from './useRefreshingMe';

export function ProtectedMePage() {
  return (
    <Page.Protect permissions={permissions.readMe}>
      <Routes>
        <Route index element={<MePage />} />
        <Route path="conflicts" element={<ConflictInbox isOwn />} />
        <Route path="held" element={<HeldInbox isOwn />} />
        <Route path="preview" element={<PreviewPage navigation={<BackToMe />} />} />
      </Routes>
    </Page.Protect>
  );
}

function MePage() {
  const t = useText();
  const me = useRefreshingMe();
  const settings = useGetMicrosoftSettingsQuery(ownPlace);
  const { isSettled } = useAttention();
  return (
    <Loaded title={t('me.title')} subtitle={t('me.subtitle')} queries={{ me, settings }} isSettled={isSettled}>
      {(read) => <MyMicrosoft me={read.me} settings={read.settings} isOutOfDate={me.error !== undefined} />}
    </Loaded>
  );
}
