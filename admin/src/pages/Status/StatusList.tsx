import { useVisiblePolling, whenSeen } from '../../components/useVisiblePolling';
import { ChoiceFilter } from '../../lists/ChoiceFilter';
import { ListPage } from '../../lists/ListPage';
import { OrganizationFilter } from '../../lists/OrganizationFilter';
import { StateFilter } from '../../lists/StateFilter';
import { useListQuery } from '../../lists/useListQuery';
import { useGetMicrosoftStatusQuery } from '../../services/api';
import { resourceText } from '../../text/labels';
import { useText } from '../../text/useText';
import { useStatusColumns } from './useStatusColumns';

const names = ['search', 'organization', 'state', 'resource'];
const REFRESH_MILLISECONDS = 5000;

/** How synchronization is doing for everybody, kept up to date while somebody looks. */
export function StatusList() {
  const t = useText();
  const list = useListQuery(names);
  const query = useVisiblePolling(useGetMicrosoftStatusQuery(list.query, whenSeen), REFRESH_MILLISECONDS);
  const columns = useStatusColumns();
  return (
    <ListPage
      title={t('status.title')}
      subtitle={t('status.subtitle')}
      searchLabel={t('users.search')}
      empty={t('status.empty')}
      list={list}
      query={query}
      columns={columns}
      keyOf={({ user, resource }) => `${user} ${resource}`}
      isQuiet
      filters={
        <>
          <OrganizationFilter value={list.query['organization'] ?? ''} onChange={(value) => list.set('organization', value)} />
          <StateFilter value={list.query['state'] ?? ''} onChange={(value) => list.set('state', value)} />
          <ChoiceFilter
            label={t('status.resource')}
            all={t('status.all-resources')}
            choices={resourceText}
            value={list.query['resource'] ?? ''}
            onChange={(value) => list.set('resource', value)}
          />
        </>
      }
    />
  );
}
