import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { Resource, SyncStatusRow } from '../../../../src/contracts';
import type { StatusPerson } from '../../../../src/contracts/http-status';
import { AccountState } from '../../account/AccountState';
import { LastSync } from '../../account/LastSync';
import { NextSync } from '../../account/NextSync';
import { WaitsForApproval } from '../../account/WaitsForApproval';
import type { Column } from '../../components/DataTable';
import { RowLink } from '../../components/RowLink';
import { useMay } from '../../components/useMay';
import { permissions } from '../../permissions';
import { PLUGIN_ID } from '../../pluginId';
import { resourceText } from '../../text/labels';
import { useText } from '../../text/useText';

/** What is said of one person. Who may see the person's page is led there. */
export function useStatusColumns(): Column<StatusPerson>[] {
  const t = useText();
  const mayReadUsers = useMay(permissions.readUsers) === true;
  const ofResource = (resource: Resource): Column<StatusPerson> => ({
    head: t(resourceText[resource]),
    cell: ({ resources }) => {
      const row = resources.find((one) => one.resource === resource);
      return row === undefined ? null : <ResourceCell row={row} />;
    },
  });
  return [
    {
      head: t('status.person'),
      cell: ({ user, userName, organizationName }) => (
        <RowLink to={mayReadUsers ? `/settings/${PLUGIN_ID}/users/${user}` : undefined} detail={organizationName ?? undefined}>
          {userName}
        </RowLink>
      ),
    },
    { head: t('status.state'), cell: ({ state, reason }) => <AccountState state={state} reason={reason} /> },
    ofResource('calendar'),
    ofResource('tasks'),
  ];
}

/** Whether it is on, when it ran and will run, and what of it waits for somebody, with the way there. */
function ResourceCell({ row }: { row: SyncStatusRow }) {
  const t = useText();
  const notes = (page: string) => `/settings/${PLUGIN_ID}/${page}?${new URLSearchParams({ user: row.user, resource: row.resource })}`;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography variant="pi" textColor="neutral800">
        {t(row.enabled ? 'status.resource-on' : 'status.resource-off', { resource: t(resourceText[row.resource]) })}
      </Typography>
      {row.state === 'action-required' && row.reason !== null && row.enabled ? (
        <AccountState state={row.state} reason={row.reason} resource={row.resource} />
      ) : null}
      {row.enabled ? (
        <Typography variant="pi" textColor="neutral600">
          {t('status.last')}: <LastSync row={row} />
          <br />
          {t('status.next')}: <NextSync row={row} />
        </Typography>
      ) : null}
      {row.conflicts > 0 ? (
        <Link tag={NavLink} to={notes('conflicts')}>
          {t('status.conflicts-of', { count: row.conflicts })}
        </Link>
      ) : null}
      {row.held > 0 ? (
        <Link tag={NavLink} to={notes('held')}>
          {t('status.held-of', { count: row.held })}
        </Link>
      ) : null}
      {row.waitsFor === null ? null : <WaitsForApproval waitsFor={row.waitsFor} />}
    </Flex>
  );
}
