import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';

import type { MailboxItem, MailboxVerdict } from '../../../../src/contracts/http';
import { AccountStateBadge } from '../../account/AccountStateBadge';
import { LiveRegion } from '../../components/LiveRegion';
import { Notice } from '../../components/Notice';
import { useAssignMicrosoftMailboxesMutation, usePreviewMicrosoftMailboxesMutation } from '../../services/api';
import { failureOf } from '../../services/failure';
import { mailboxVerdictText } from '../../text/labels';
import { useFailureText } from '../../text/useFailureText';
import { useServerText } from '../../text/useServerText';
import { useText } from '../../text/useText';

const refused: MailboxVerdict['verdict'][] = ['taken', 'invalid', 'out-of-reach'];
const isRefused = ({ verdict }: MailboxVerdict) => refused.includes(verdict);

/** Many at once: first who gets which mailbox and who has it already, then the very same is done. */
export function AssignMany({ items, onDone, children }: { items: MailboxItem[]; onDone: () => void; children: ReactNode }) {
  const t = useText();
  const failureText = useFailureText();
  const [isOpen, setOpen] = useState(false);
  const [preview, previewing] = usePreviewMicrosoftMailboxesMutation();
  const [assign, assigning] = useAssignMicrosoftMailboxesMutation();
  const error = assigning.error ?? previewing.error;
  const verdicts = assigning.data ?? previewing.data;
  const willDo = (previewing.data ?? []).filter((one) => !isRefused(one));

  const openAnew = (open: boolean) => {
    if (assigning.isLoading) return;
    setOpen(open);
    if (open) {
      assigning.reset();
      void preview({ assignments: items.map(({ id, profile }) => ({ user: id, address: profile })) });
    } else if (assigning.data) onDone();
  };
  /** What was shown, word for word: a profile that was changed meanwhile changes nothing of it. */
  const onConfirm = () => void assign({ assignments: willDo.map(({ user, address }) => ({ user, address })) });

  return (
    <Modal.Root open={isOpen} onOpenChange={openAnew}>
      <Modal.Trigger>{children}</Modal.Trigger>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{t(assigning.data ? 'mailboxes.done-title' : 'mailboxes.preview-title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography textColor="neutral600">{t(assigning.data ? 'mailboxes.done' : 'mailboxes.preview')}</Typography>
            <LiveRegion gap={4}>
              {error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}
              {previewing.isLoading || assigning.isLoading ? <Typography>{t('loading')}</Typography> : null}
              {verdicts && !assigning.isLoading ? (
                <Typography fontWeight="bold">
                  {t('mailboxes.count', {
                    count: verdicts.filter((one) => !isRefused(one)).length,
                    refused: verdicts.filter(isRefused).length,
                  })}
                </Typography>
              ) : null}
            </LiveRegion>
            {verdicts ? <Verdicts verdicts={verdicts} /> : null}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary" disabled={assigning.isLoading}>
              {t(assigning.data ? 'mailboxes.close' : 'cancel')}
            </Button>
          </Modal.Close>
          {assigning.data ? null : (
            <Button onClick={onConfirm} loading={assigning.isLoading} disabled={willDo.length === 0}>
              {t('mailboxes.assign', { count: willDo.length })}
            </Button>
          )}
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}

function Verdicts({ verdicts }: { verdicts: MailboxVerdict[] }) {
  const t = useText();
  const serverText = useServerText();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2} aria-label={t('mailboxes.list')}>
      {verdicts.map((one) => (
        <Flex
          key={one.user}
          tag="li"
          gap={3}
          justifyContent="space-between"
          alignItems="flex-start"
          background={isRefused(one) ? 'danger100' : 'neutral100'}
          hasRadius
          padding={3}
        >
          <Box minWidth={0}>
            <Typography tag="p" fontWeight="bold" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {t('mailboxes.gets', { name: one.name, address: one.address })}
            </Typography>
            <Typography tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {serverText(mailboxVerdictText[one.verdict], one.message, one.verdict === 'taken')}
            </Typography>
          </Box>
          {one.state === null ? null : <AccountStateBadge state={one.state} />}
        </Flex>
      ))}
    </Flex>
  );
}
