import { useMemo } from 'react';
import { useParams } from 'react-router-dom';

import { ApplicationCard } from '../../application/ApplicationCard';
import { BackLink } from '../../components/BackLink';
import { Loaded } from '../../components/Loaded';
import { useMay } from '../../components/useMay';
import { permissions } from '../../permissions';
import { useGetMicrosoftApplicationQuery, useGetMicrosoftOrganizationQuery, useGetMicrosoftSettingsQuery } from '../../services/api';
import { LevelForm } from '../../settings/LevelForm';
import { useText } from '../../text/useText';
import { MembersCard } from './MembersCard';

export function OrganizationPage() {
  const { id = '' } = useParams();
  return <SettingsOfOrganization key={id} id={id} />;
}

function SettingsOfOrganization({ id }: { id: string }) {
  const t = useText();
  const canUpdate = useMay(permissions.updateOrganizations);
  const scope = useMemo(() => ({ level: 'organization', id }) as const, [id]);
  const queries = {
    organization: useGetMicrosoftOrganizationQuery(id),
    settings: useGetMicrosoftSettingsQuery(scope),
    application: useGetMicrosoftApplicationQuery(scope),
  };
  const back = <BackLink to="organizations">{t('organizations.back')}</BackLink>;
  return (
    <Loaded title={t('organizations.title')} queries={queries} way={back}>
      {({ organization, settings, application }) => (
        <LevelForm
          readings={{ scope, settings, application }}
          title={organization.name}
          subtitle={t('organization.subtitle', { count: organization.members })}
          navigation={back}
          canUpdate={canUpdate}
          before={<MembersCard organization={id} />}
          after={<ApplicationCard />}
        />
      )}
    </Loaded>
  );
}
