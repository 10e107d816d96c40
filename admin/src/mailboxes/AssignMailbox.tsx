import { Button, Field, Flex, TextInput, useNotifyAT } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { type KeyboardEvent, useState } from 'react';

import { FieldLabel } from '../components/FieldLabel';
import type { UserHead } from '../../../src/contracts/http';
import { useConfirmation } from '../components/useConfirmation';
import { useAssignMicrosoftMailboxMutation } from '../services/api';
import { failureOf } from '../services/failure';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';

interface AssignMailboxProps {
  user: UserHead;
  mailbox: NonNullable<UserHead['mailbox']>;
}

/** Gives somebody the mailbox that is written here, or takes it away. What the profile says is only a proposal, and stands there to be read first. */
export function AssignMailbox({ user, mailbox: { assignment } }: AssignMailboxProps) {
  const t = useText();
  const failureText = useFailureText();
  const { toggleNotification } = useNotification();
  const { notifyStatus } = useNotifyAT();
  const { ask, dialog } = useConfirmation();
  const [assign, { error, isLoading }] = useAssignMicrosoftMailboxMutation();
  const [written, setWritten] = useState<string | null>(null);
  const address = written ?? assignment?.address ?? user.email;
  const isOwnWord = assignment !== null && assignment.how === 'person';
  const isSame = address.trim().toLowerCase() === assignment?.address.toLowerCase();

  const save = async (next: string | null) => {
    try {
      await assign({ user: user.id, what: { address: next } }).unwrap();
      const done = t(next === null ? 'mailbox.taken-away' : 'mailbox.assigned-now');
      setWritten(null);
      toggleNotification({ type: 'success', message: done });
      notifyStatus(done);
    } catch {
      // The field says it.
    }
  };
  const isUnchanged = address.trim() === '' || (isSame && isOwnWord);
  /** No form of its own: it stands in the form of the settings, which Enter would save. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (!isUnchanged && !isLoading) void save(address);
  };
  const onTakeAway = async () => {
    const question = { title: t('mailbox.take-away-title'), body: t('mailbox.take-away-body'), confirm: t('mailbox.take-away') };
    if (await ask(question)) await save(null);
  };

  return (
    <>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Field.Root name="mailbox" hint={t('mailbox.address-hint')} {...(error ? { error: failureText(failureOf(error)) } : {})}>
          <FieldLabel>{t('mailbox.address')}</FieldLabel>
          <TextInput
            type="email"
            autoComplete="off"
            value={address}
            disabled={isLoading}
            onChange={(event) => setWritten(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>
        <Flex gap={2} wrap="wrap">
          <Button loading={isLoading} disabled={isUnchanged} onClick={() => void save(address)}>
            {t(isSame ? 'mailbox.confirm' : 'mailbox.assign')}
          </Button>
          {assignment !== null && assignment.how !== 'rule' ? (
            <Button variant="danger-light" disabled={isLoading} onClick={() => void onTakeAway()}>
              {t('mailbox.take-away')}
            </Button>
          ) : null}
        </Flex>
      </Flex>
      {dialog}
    </>
  );
}
