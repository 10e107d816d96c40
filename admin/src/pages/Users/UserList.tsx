import type { UserItem } from '../../../../src/contracts/http';
import { AccountState } from '../../account/AccountState';
import type { Column } from '../../components/DataTable';
import { RowLink } from '../../components/RowLink';
import { ListPage } from '../../lists/ListPage';
import { OrganizationFilter } from '../../lists/OrganizationFilter';
import { Overrides } from '../../lists/Overrides';
import { StateFilter } from '../../lists/StateFilter';
import { useListQuery } from '../../lists/useListQuery';
import { useGetMicrosoftUsersQuery } from '../../services/api';
import { useText } from '../../text/useText';

const names = ['search', 'organization', 'state'];

export function UserList() {
  const t = useText();
  const list = useListQuery(names);
  const query = useGetMicrosoftUsersQuery(list.query, { refetchOnMountOrArgChange: true });
  const columns: Column<UserItem>[] = [
    {
      head: t('users.name'),
      cell: ({ id, name, email }) => (
        <RowLink to={id} detail={email === name ? undefined : email}>
          {name}
        </RowLink>
      ),
    },
    { head: t('list.organization'), cell: ({ organization }) => organization?.name ?? t('users.no-organization') },
    { head: t('overrides.head'), cell: ({ overrides }) => <Overrides names={overrides} /> },
    { head: t('account.title'), cell: ({ state, reason }) => <AccountState state={state} reason={reason} /> },
  ];
  return (
    <ListPage
      title={t('users.title')}
      subtitle={t('users.subtitle')}
      searchLabel={t('users.search')}
      empty={t('users.empty')}
      list={list}
      query={query}
      columns={columns}
      keyOf={({ id }) => id}
      filters={
        <>
          <OrganizationFilter value={list.query['organization'] ?? ''} onChange={(value) => list.set('organization', value)} />
          <StateFilter value={list.query['state'] ?? ''} onChange={(value) => list.set('state', value)} />
        </>
      }
    />
  );
}
