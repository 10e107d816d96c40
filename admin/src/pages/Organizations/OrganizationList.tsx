import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { OrganizationItem } from '../../../../src/contracts/http';
import type { Column } from '../../components/DataTable';
import { RowLink } from '../../components/RowLink';
import { ChoiceFilter } from '../../lists/ChoiceFilter';
import { ListPage } from '../../lists/ListPage';
import { Overrides } from '../../lists/Overrides';
import { useListQuery } from '../../lists/useListQuery';
import { useGetMicrosoftOrganizationsQuery } from '../../services/api';
import { useGetMicrosoftOrganizationTypeQuery } from '../../services/organizationType';
import { overridesText } from '../../text/labels';
import { useText } from '../../text/useText';

const names = ['search', 'overrides'];

export function OrganizationList() {
  const t = useText();
  const list = useListQuery(names);
  const query = useGetMicrosoftOrganizationsQuery(list.query, { refetchOnMountOrArgChange: true });
  const { data: type } = useGetMicrosoftOrganizationTypeQuery();
  const columns: Column<OrganizationItem>[] = [
    { head: t('organizations.name'), cell: ({ id, name }) => <RowLink to={id}>{name}</RowLink> },
    { head: t('overrides.head'), cell: ({ overrides }) => <Overrides names={overrides} /> },
    {
      head: t('organizations.application'),
      cell: ({ hasApplication }) => t(hasApplication ? 'organizations.application-own' : 'organizations.application-system'),
    },
  ];
  return (
    <ListPage
      title={t('organizations.title')}
      subtitle={t('organizations.subtitle')}
      searchLabel={t('organizations.search')}
      empty={t('organizations.empty')}
      offer={
        type === undefined ? null : (
          <Link tag={NavLink} to={`/content-manager/collection-types/${type}/create`}>
            {t('organizations.make')}
          </Link>
        )
      }
      list={list}
      query={query}
      columns={columns}
      keyOf={({ id }) => id}
      filters={
        <ChoiceFilter
          label={t('overrides.filter')}
          all={t('list.all-organizations')}
          choices={overridesText}
          value={list.query['overrides'] ?? ''}
          onChange={(value) => list.set('overrides', value)}
        />
      }
    />
  );
}
