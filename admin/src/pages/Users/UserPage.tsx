import { useMemo } from 'react';
import { useParams } from 'react-router-dom';

import { BackLink } from '../../components/BackLink';
import { Loaded } from '../../components/Loaded';
import { useMay } from '../../components/useMay';
import { useVisiblePolling, whenSeen } from '../../components/useVisiblePolling';
import { MailboxCard } from '../../mailboxes/MailboxCard';
import { permissions } from '../../permissions';
import { useGetMicrosoftSettingsQuery, useGetMicrosoftUserQuery } from '../../services/api';
import { LevelForm } from '../../settings/LevelForm';
import { useText } from '../../text/useText';
import { OrganizationNotice } from './OrganizationNotice';
import { UserAccount } from './UserAccount';

const REFRESH_MILLISECONDS = 10_000;

export function UserPage() {
  const { id = '' } = useParams();
  return <SettingsOfUser key={id} id={id} />;
}

function SettingsOfUser({ id }: { id: string }) {
  const t = useText();
  const canUpdate = useMay(permissions.updateUsers);
  const scope = useMemo(() => ({ level: 'user', id }) as const, [id]);
  const queries = {
    user: useVisiblePolling(useGetMicrosoftUserQuery(id, whenSeen), REFRESH_MILLISECONDS),
    settings: useGetMicrosoftSettingsQuery(scope),
  };
  const back = <BackLink to="users">{t('users.back')}</BackLink>;
  return (
    <Loaded title={t('users.title')} queries={queries} way={back}>
      {({ user, settings }) => (
        <LevelForm
          readings={{ scope, settings, application: null }}
          title={user.name}
          subtitle={user.email}
          navigation={back}
          isInOrganization={user.organization !== null}
          canUpdate={canUpdate}
          before={
            <>
              <OrganizationNotice user={user} />
              <MailboxCard user={user} />
              <UserAccount user={user} isOutOfDate={queries.user.error !== undefined} />
            </>
          }
        />
      )}
    </Loaded>
  );
}
