import { Button, Flex, Typography } from '@strapi/design-system';

import type { LevelSettings, Me } from '../../../../src/contracts/http';
import { Card } from '../../components/Card';
import { useText } from '../../text/useText';
import { AccountFacts } from '../../account/AccountFacts';
import { AccountStateBadge } from '../../account/AccountStateBadge';
import { CheckConnection } from '../../account/CheckConnection';
import { ApplicationReason } from './ApplicationReason';
import { ConnectProgress } from './ConnectProgress';
import { DisconnectDialog } from '../../account/DisconnectDialog';
import { ReasonNotice } from '../../account/ReasonNotice';
import { reconnectHelps } from '../../account/reconnectHelps';
import type { Connecting } from './useConnect';
import { WhatConnectDoes } from './WhatConnectDoes';

interface AccountCardProps {
  me: Me;
  settings: LevelSettings;
  connecting: Connecting;
  disabled: boolean;
}

export function AccountCard({
  me: { account, application, mailbox, waitsForApplication },
  settings,
  connecting,
  disabled,
}: AccountCardProps) {
  const t = useText();
  const { state, reason } = account;
  const isIdle = connecting.step.name === 'idle' || connecting.step.name === 'failed';
  const canSignIn = application.isConfigured && application.mode === 'delegated' && !disabled;
  const offersReconnect = state === 'action-required' && !waitsForApplication && isIdle && (reason === null || reconnectHelps[reason]);

  return (
    <Card title={t('account.title')} aside={<AccountStateBadge state={state} />}>
      {reason === null ? null : waitsForApplication ? <ApplicationReason /> : <ReasonNotice state={state} reason={reason} />}
      {state === 'not-connected' ? (
        <Typography textColor="neutral600">
          {application.mode === 'delegated'
            ? t('account.explain')
            : mailbox?.address
              ? t('account.explain-application', { address: mailbox.address })
              : t('account.explain-unassigned')}
        </Typography>
      ) : (
        <AccountFacts account={account} />
      )}
      {state === 'not-connected' ? (
        <>
          <WhatConnectDoes settings={settings} />
          <Typography variant="pi" textColor="neutral600">
            {t('account.who-sees')}
          </Typography>
        </>
      ) : null}
      {state === 'not-connected' && application.mode === 'delegated' ? (
        <Typography variant="pi" textColor="neutral600">
          {t('account.consent')}
        </Typography>
      ) : null}
      <ConnectProgress connecting={connecting} />
      {state === 'not-connected' && isIdle && application.mode === 'delegated' ? (
        <Flex>
          <Button disabled={!canSignIn} onClick={connecting.begin}>
            {t(connecting.step.name === 'failed' ? 'connect.again' : 'connect')}
          </Button>
        </Flex>
      ) : null}
      {state === 'not-connected' && !mailbox?.address ? null : (
        <CheckConnection disabled={disabled}>
          {offersReconnect ? (
            <Button disabled={!canSignIn} onClick={connecting.begin}>
              {t('reconnect')}
            </Button>
          ) : null}
          {state === 'not-connected' ? null : <DisconnectDialog disabled={disabled} />}
        </CheckConnection>
      )}
    </Card>
  );
}
