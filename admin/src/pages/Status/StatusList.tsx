import { Flex, Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { useMay } from '../../components/useMay';
import { useVisiblePolling, whenSeen } from '../../components/useVisiblePolling';
import { InviteToConnect } from '../../invitations/InviteToConnect';
import { ListPage } from '../../lists/ListPage';
import { OrganizationFilter } from '../../lists/OrganizationFilter';
import { useListQuery } from '../../lists/useListQuery';
import { permissions } from '../../permissions';
import { PLUGIN_ID } from '../../pluginId';
import { useGetMicrosoftStatusPeopleQuery } from '../../services/api';
import { useText } from '../../text/useText';
import { ExportButton } from './ExportButton';
import { RunChart } from './RunChart';
import { Totals } from './Totals';
import { Undelivered } from './Undelivered';
import { useStatusColumns } from './useStatusColumns';

const names = ['search', 'organization', 'standing', 'days'];
const REFRESH_MILLISECONDS = 5000;

/** How synchronization is doing for everybody, whoever needs somebody first; kept up to date while somebody looks. */
export function StatusList() {
  const t = useText();
  const list = useListQuery(names);
  const { days = '', ...asked } = list.query;
  const query = useVisiblePolling(useGetMicrosoftStatusPeopleQuery(asked, whenSeen), REFRESH_MILLISECONDS);
  const columns = useStatusColumns();
  return (
    <ListPage
      title={t('status.title')}
      subtitle={t('status.subtitle')}
      searchLabel={t('users.search')}
      empty={t('status.empty')}
      offer={<WhoConnects />}
      list={list}
      query={query}
      columns={columns}
      keyOf={({ user }) => user}
      isQuiet
      before={
        <Flex direction="column" alignItems="stretch" gap={4}>
          {query.data ? (
            <Totals totals={query.data.totals} chosen={asked['standing'] ?? ''} onChoose={(standing) => list.set('standing', standing)} />
          ) : null}
          <Undelivered count={query.data?.undeliveredWakes ?? 0} />
          <RunChart of={asked} days={days} onDays={(value) => list.set('days', value)} />
          <Flex>
            <InviteToConnect of={{ organization: asked['organization'], search: asked['search'] }} />
          </Flex>
        </Flex>
      }
      filters={<OrganizationFilter value={asked['organization'] ?? ''} onChange={(value) => list.set('organization', value)} />}
      actions={<ExportButton of={asked} />}
    />
  );
}

/** Where there is nobody to look after yet. */
function WhoConnects() {
  const t = useText();
  const mayMe = useMay(permissions.readMe) === true;
  const mayUsers = useMay(permissions.readUsers) === true;
  return (
    <Flex gap={4} wrap="wrap" justifyContent="center">
      {mayMe ? (
        <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/me`}>
          {t('status.to-me')}
        </Link>
      ) : null}
      {mayUsers ? (
        <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/users?state=not-connected`}>
          {t('status.to-users')}
        </Link>
      ) : null}
    </Flex>
  );
}
