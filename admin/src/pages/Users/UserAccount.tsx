import { Button, Link, Typography } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import type { SyncStatusRow } from '../../../../src/contracts';
import type { UserHead } from '../../../../src/contracts/http';
import { AccountFacts } from '../../account/AccountFacts';
import { AccountStateBadge } from '../../account/AccountStateBadge';
import { CheckConnection } from '../../account/CheckConnection';
import { DisconnectDialog } from '../../account/DisconnectDialog';
import { GuardNotice } from '../../account/GuardNotice';
import { ReasonNotice } from '../../account/ReasonNotice';
import { ResourceCard } from '../../account/ResourceCard';
import { SyncReport } from '../../account/SyncReport';
import { useSyncNow } from '../../account/useSyncNow';
import { CollectionsSection } from '../../collections/CollectionsSection';
import { Card } from '../../components/Card';
import { CopyableText } from '../../components/CopyableText';
import { Notice } from '../../components/Notice';
import { useMay } from '../../components/useMay';
import { InviteToConnect } from '../../invitations/InviteToConnect';
import { permissions } from '../../permissions';
import { PLUGIN_ID } from '../../pluginId';
import { resourceText } from '../../text/labels';
import { type TextKey, useText } from '../../text/useText';

/** Somebody else's Microsoft account: how it is doing, and what an administrator can do about it. Only its owner can connect it. */
export function UserAccount({
  user: { id, account, hasOwnPage, frontEnds, mailbox, sync: rows, lastRuns },
  isOutOfDate,
}: {
  user: UserHead;
  isOutOfDate: boolean;
}) {
  const t = useText();
  const mayManage = useMay(permissions.manageAccounts) === true;
  const mayRun = useMay(permissions.runSync) === true;
  const sync = useSyncNow({ user: id });
  const isConnected = account.state !== 'not-connected';
  return (
    <>
      {isOutOfDate ? <Notice tone="warning">{t('error.refresh')}</Notice> : null}
      <Card title={t('account.title')} aside={<AccountStateBadge state={account.state} />}>
        {account.reason === null ? null : <ReasonNotice state={account.state} reason={account.reason} isOwn={false} />}
        {isConnected ? (
          <AccountFacts account={account} />
        ) : (
          <>
            <Typography textColor="neutral600">{t(explanationOf(mailbox, hasOwnPage))}</Typography>
            {mailbox === null
              ? (hasOwnPage ? [ownPage()] : frontEnds).map((link) => (
                  <CopyableText key={link} label={t('account.link-for-person')} hint={t('account.link-for-person.hint')} value={link} />
                ))
              : null}
            {mailbox === null ? <InviteToConnect of={{ user: id }} /> : null}
          </>
        )}
        {isConnected || mailbox?.assignment ? (
          <CheckConnection user={id} disabled={!mayManage}>
            {isConnected ? (
              <>
                <Button
                  variant="secondary"
                  startIcon={<ArrowsCounterClockwise />}
                  disabled={!mayRun}
                  loading={sync.isSyncing}
                  onClick={sync.start}
                >
                  {sync.isSyncing ? t('sync.running') : t('sync.now')}
                </Button>
                <DisconnectDialog user={id} disabled={!mayManage} />
              </>
            ) : null}
          </CheckConnection>
        ) : null}
        {isConnected && mayRun ? (
          <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/users/${encodeURIComponent(id)}/preview`}>
            {t('me.preview')}
          </Link>
        ) : null}
        <SyncReport gap={4} runs={isConnected ? sync.runs : null} error={sync.error} />
      </Card>
      {isConnected
        ? rows.map((row) => (
            <ResourceCard
              key={row.resource}
              row={row}
              runs={lastRuns.filter(({ resource }) => resource === row.resource)}
              isOwn={false}
              notice={<WhatWaits user={id} row={row} disabled={!mayRun} />}
            >
              <CollectionsSection user={id} resource={row.resource} />
            </ResourceCard>
          ))
        : null}
    </>
  );
}

/** A first run is started by whose mailbox it is; of deletions an administrator may decide as well. */
function WhatWaits({ user, row: { resource, waitingRun, waitsFor }, disabled }: { user: string; row: SyncStatusRow; disabled: boolean }) {
  const t = useText();
  const mayList = useMay(permissions.readSync) === true;
  if (waitsFor === 'start') return <Notice tone="information">{t('start.of-other', { resource: t(resourceText[resource]) })}</Notice>;
  return waitingRun === null ? null : (
    <GuardNotice user={user} run={waitingRun} resource={resource} disabled={disabled} mayList={mayList} />
  );
}

/** Of this panel, wherever it is served. */
const ownPage = (): string => `${window.location.href.split('/settings/')[0]}/settings/${PLUGIN_ID}/me`;

/** Nobody is sent to a page that they do not have. */
function explanationOf(mailbox: UserHead['mailbox'], hasOwnPage: boolean): TextKey {
  if (mailbox === null) return hasOwnPage ? 'account.explain-other' : 'account.explain-elsewhere';
  return mailbox.assignment === null ? 'account.explain-other-unassigned' : 'account.explain-other-application';
}
