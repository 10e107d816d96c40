import { Box, Button, Dialog, Flex, Typography, useNotifyAT } from '@strapi/design-system';
import { Mail } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { Invitation, NotInvited } from '../../../src/contracts/http-invitations';
import { CopyableText } from '../components/CopyableText';
import { Notice } from '../components/Notice';
import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import { failureOf } from '../services/failure';
import { useGetMicrosoftInvitationsQuery, useSendMicrosoftInvitationsMutation } from '../services/invitations';
import { type TextKey, useText } from '../text/useText';
import { useFailureText } from '../text/useFailureText';

const notText: Record<NotInvited, TextKey> = {
  connected: 'invite.not-connected-already',
  'application-mode': 'invite.not-application-mode',
  'switched-off': 'invite.not-switched-off',
  blocked: 'invite.not-blocked',
  'may-not-connect': 'invite.not-may-not-connect',
  'no-address': 'invite.not-no-address',
  'mails-off': 'invite.not-mails-off',
  'invited-already': 'invite.not-invited-already',
};

interface Whom {
  organization?: string | undefined;
  search?: string | undefined;
  user?: string | undefined;
}

/** Asks people who have not connected to do so, by mail; who gets one is shown before. Without a way to mail there is the link to pass on. */
export function InviteToConnect({ of, disabled = false }: { of: Whom; disabled?: boolean }) {
  const t = useText();
  const may = useMay(permissions.manageAccounts) === true;
  const [isOpen, setOpen] = useState(false);
  if (!may) return null;
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger>
        <Button variant="secondary" startIcon={<Mail />} disabled={disabled}>
          {t('invite')}
        </Button>
      </Dialog.Trigger>
      {isOpen ? <Asked of={of} onDone={() => setOpen(false)} /> : null}
    </Dialog.Root>
  );
}

function Asked({ of: { organization = '', search = '', user = '' }, onDone }: { of: Whom; onDone: () => void }) {
  const t = useText();
  const failureText = useFailureText();
  const { toggleNotification } = useNotification();
  const { notifyStatus } = useNotifyAT();
  const { data, error } = useGetMicrosoftInvitationsQuery({ organization, search, user });
  const [send, { isLoading }] = useSendMicrosoftInvitationsMutation();
  const [invited, others] = [data?.people.filter(({ not }) => not === null) ?? [], data?.people.filter(({ not }) => not !== null) ?? []];
  const canSend = data !== undefined && data.canMail && data.url !== null && invited.length > 0;

  const onConfirm = async () => {
    try {
      const outcomes = await send({ users: invited.map((one) => one.user) }).unwrap();
      const sent = outcomes.filter(({ outcome }) => outcome === 'sent').length;
      const failed = outcomes.filter(({ outcome }) => outcome === 'failed').length;
      const message = failed > 0 ? t('invite.done-some', { sent, failed }) : t('invite.done', { count: sent });
      toggleNotification({ type: failed > 0 ? 'warning' : 'success', message });
      notifyStatus(message);
    } catch (failure) {
      toggleNotification({ type: 'danger', message: failureText(failureOf(failure)) });
    }
    onDone();
  };

  return (
    <Dialog.Content>
      <Dialog.Header>{t('invite.title')}</Dialog.Header>
      <Dialog.Body>
        <Flex direction="column" alignItems="stretch" gap={4} width="100%">
          <Dialog.Description>{t('invite.body')}</Dialog.Description>
          {error ? <Typography textColor="danger600">{failureText(failureOf(error))}</Typography> : null}
          {!data && !error ? <Typography textColor="neutral600">{t('loading')}</Typography> : null}
          {data && data.people.length === 0 ? <Typography>{t('invite.nobody')}</Typography> : null}
          {data && !data.canMail ? <Notice tone="information">{t('invite.no-mail')}</Notice> : null}
          {data?.url === null ? <Notice tone="information">{t('invite.no-page')}</Notice> : null}
          {invited.length > 0 ? (
            <People title={t(canSend ? 'invite.who' : 'invite.who-without-mail', { count: invited.length })} people={invited} />
          ) : null}
          {others.length > 0 ? <People title={t('invite.others', { count: others.length })} people={others} /> : null}
          {data && data.total > data.people.length ? (
            <Typography textColor="neutral600">{t('invite.more', { shown: data.people.length, total: data.total })}</Typography>
          ) : null}
          {invited.length > 0 ? (
            <Typography variant="pi" textColor="neutral600">
              {t('invite.consent')}
            </Typography>
          ) : null}
          {data?.url ? <CopyableText label={t('invite.link')} value={data.url} /> : null}
        </Flex>
      </Dialog.Body>
      <Dialog.Footer>
        <Dialog.Cancel>
          <Button fullWidth variant="tertiary" disabled={isLoading}>
            {t('cancel')}
          </Button>
        </Dialog.Cancel>
        <Button fullWidth disabled={!canSend} loading={isLoading} onClick={() => void onConfirm()}>
          {t('invite.send', { count: canSend ? invited.length : 0 })}
        </Button>
      </Dialog.Footer>
    </Dialog.Content>
  );
}

function People({ title, people }: { title: string; people: readonly Invitation[] }) {
  const t = useText();
  return (
    <Box>
      <Typography tag="h3" variant="delta">
        {title}
      </Typography>
      <Box tag="ul" tabIndex={0} aria-label={title} paddingTop={2} style={{ maxHeight: '12rem', overflowY: 'auto' }}>
        {people.map(({ user, name, email, not }) => (
          <Box key={user} tag="li" paddingBottom={1} style={{ overflowWrap: 'anywhere' }}>
            <Typography>{name}</Typography>{' '}
            <Typography variant="pi" textColor="neutral600">
              {not === null ? email : t(notText[not])}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
