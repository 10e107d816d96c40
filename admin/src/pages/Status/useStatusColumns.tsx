import type { StatusItem } from '../../../../src/contracts/http';
import { AccountState } from '../../account/AccountState';
import { WaitsForApproval } from '../../account/WaitsForApproval';
import { NextSync } from '../../account/NextSync';
import type { Column } from '../../components/DataTable';
import { Moment } from '../../components/Moment';
import { RowLink } from '../../components/RowLink';
import { useMay } from '../../components/useMay';
import { permissions } from '../../permissions';
import { PLUGIN_ID } from '../../pluginId';
import { resourceText } from '../../text/labels';
import { useText } from '../../text/useText';

/** What is said of one person's calendar or tasks. Who may see the person's page is led there. */
export function useStatusColumns(): Column<StatusItem>[] {
  const t = useText();
  const mayReadUsers = useMay(permissions.readUsers) === true;
  return [
    {
      head: t('users.name'),
      cell: ({ user, userName, organizationName }) => (
        <RowLink to={mayReadUsers ? `/settings/${PLUGIN_ID}/users/${user}` : undefined} detail={organizationName ?? undefined}>
          {userName}
        </RowLink>
      ),
    },
    {
      head: t('status.resource'),
      cell: ({ resource, enabled }) => t(enabled ? 'status.resource-on' : 'status.resource-off', { resource: t(resourceText[resource]) }),
    },
    {
      head: t('status.state'),
      cell: ({ state, reason, resource, waitingRun }) => (
        <>
          <AccountState state={state} reason={reason} resource={resource} />
          {waitingRun === null ? null : <WaitsForApproval />}
        </>
      ),
    },
    { head: t('status.last'), cell: ({ lastSyncAt }) => (lastSyncAt ? <Moment instant={lastSyncAt} /> : t('never')) },
    { head: t('status.next'), cell: (row) => <NextSync row={row} /> },
    { head: t('resource.conflicts'), cell: ({ conflicts }) => conflicts },
    { head: t('status.held'), cell: ({ held }) => held },
  ];
}
