import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { UserItem } from '../../../../src/contracts/http';
import { AccountState } from '../../account/AccountState';
import { SyncReport } from '../../account/SyncReport';
import { useSyncNow } from '../../account/useSyncNow';
import { Card } from '../../components/Card';
import { type Column, DataTable } from '../../components/DataTable';
import { RowLink } from '../../components/RowLink';
import { useMay } from '../../components/useMay';
import { InviteToConnect } from '../../invitations/InviteToConnect';
import { permissions } from '../../permissions';
import { PLUGIN_ID } from '../../pluginId';
import { useGetMicrosoftUsersQuery } from '../../services/api';
import { failureOf } from '../../services/failure';
import { useFailureText } from '../../text/useFailureText';
import { useText } from '../../text/useText';

const ROWS = '25';

/** Who is in the organization, how each is doing, and a run for one of them now. For whoever may read users. */
export function MembersCard({ organization }: { organization: string }) {
  const mayRead = useMay(permissions.readUsers) === true;
  return mayRead ? <Members organization={organization} /> : null;
}

function Members({ organization }: { organization: string }) {
  const t = useText();
  const failureText = useFailureText();
  const mayRun = useMay(permissions.runSync) === true;
  const { data, error } = useGetMicrosoftUsersQuery({ organization, pageSize: ROWS }, { refetchOnMountOrArgChange: true });
  const all = `/settings/${PLUGIN_ID}/users?organization=${encodeURIComponent(organization)}`;
  const columns: Column<UserItem>[] = [
    {
      head: t('users.name'),
      cell: ({ id, name, email }) => (
        <RowLink to={`/settings/${PLUGIN_ID}/users/${encodeURIComponent(id)}`} detail={email === name ? undefined : email}>
          {name}
        </RowLink>
      ),
    },
    { head: t('account.title'), cell: ({ state, reason }) => <AccountState state={state} reason={reason} /> },
    {
      head: t('members.run'),
      cell: ({ id, name, state }) => <SyncOne id={id} name={name} disabled={!mayRun || state === 'not-connected'} />,
    },
  ];
  return (
    <Card title={t('members.title')} intro={t('members.intro')} aside={<InviteToConnect of={{ organization }} />}>
      {error ? <Typography textColor="danger600">{failureText(failureOf(error))}</Typography> : null}
      {data?.items.length === 0 ? <Typography textColor="neutral600">{t('members.none')}</Typography> : null}
      {data && data.items.length > 0 ? (
        <DataTable label={t('members.title')} columns={columns} rows={data.items} keyOf={({ id }) => id} />
      ) : null}
      {data && data.total > data.items.length ? (
        <Link tag={NavLink} to={all}>
          {t('members.all', { count: data.total })}
        </Link>
      ) : null}
    </Card>
  );
}

function SyncOne({ id, name, disabled }: { id: string; name: string; disabled: boolean }) {
  const t = useText();
  const sync = useSyncNow({ user: id });
  return (
    <Flex direction="column" alignItems="flex-start">
      <Button
        variant="tertiary"
        size="S"
        disabled={disabled}
        loading={sync.isSyncing}
        aria-label={`${t('sync.now')}: ${name}`}
        onClick={sync.start}
      >
        {t('sync.now')}
      </Button>
      <SyncReport gap={4} runs={sync.runs} error={sync.error} />
    </Flex>
  );
}
