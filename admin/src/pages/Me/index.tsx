import { Button } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';

import { permissions } from '../../permissions';
import { failureOf } from '../../services/failure';
import { useText } from '../../text/useText';
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
  const t = useText();
  const { data, error, refetch } = useRefreshingMe();
  if (data) return <MyMicrosoft me={data} isOutOfDate={error !== undefined} />;
  if (!error) return <Page.Loading>{t('loading')}</Page.Loading>;

  const failure = failureOf(error);
  if (failure.code === 'not-me') return <Page.NoData content={t('me.not-me')} />;
  return (
    <Page.Error
      content={failure.message ?? t('error.load')}
      action={
        <Button variant="secondary" onClick={() => void refetch()}>
          {t('retry')}
        </Button>
      }
    />
  );
}
