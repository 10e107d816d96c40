import { Button, Flex } from '@strapi/design-system';

import type { Resource } from '../../../src/contracts';
import { Notice } from '../components/Notice';
import { useConfirmation } from '../components/useConfirmation';
import { useApproveMicrosoftRunMutation } from '../services/api';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { useBringBackMicrosoftMutation } from '../services/waiting';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';
import { WaitingDeletions } from './WaitingDeletions';

interface GuardNoticeProps extends Whose {
  run: string;
  resource: Resource;
  disabled: boolean;
  mayList?: boolean; // one's own anybody may
}

/** Stays as long as a run waits for somebody's word before a mass deletion: what would go where, and both ways on. */
export function GuardNotice({ user, run, resource, disabled, mayList = true }: GuardNoticeProps) {
  const t = useText();
  const failureText = useFailureText();
  const { ask, dialog } = useConfirmation();
  const [approve, approving] = useApproveMicrosoftRunMutation();
  const [bringBack, bringing] = useBringBackMicrosoftMutation();
  const letGo = async () => {
    const isSure = await ask({ title: t('guard.confirm-title'), body: t('guard.confirm'), confirm: t('guard.approve') });
    if (isSure) void approve({ user, which: { run } });
  };
  const takeBack = async () => {
    const isSure = await ask({
      title: t('guard.back-title'),
      body: t('guard.back-body'),
      confirm: t('guard.back'),
      tone: 'default',
    });
    if (isSure) void bringBack({ user, what: { resource } });
  };
  const error = approving.error ?? bringing.error;
  const isBusy = approving.isLoading || bringing.isLoading;
  return (
    <>
      <Notice
        tone="warning"
        title={t('guard.title')}
        action={
          <Flex gap={2} wrap="wrap">
            <Button variant="secondary" disabled={disabled || isBusy} loading={bringing.isLoading} onClick={() => void takeBack()}>
              {t('guard.back')}
            </Button>
            <Button variant="danger-light" disabled={disabled || isBusy} loading={approving.isLoading} onClick={() => void letGo()}>
              {t('guard.approve')}
            </Button>
          </Flex>
        }
      >
        <Flex direction="column" alignItems="stretch" gap={3}>
          <span>{t('guard.text')}</span>
          {mayList ? <WaitingDeletions user={user} resource={resource} /> : null}
        </Flex>
      </Notice>
      {error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}
      {dialog}
    </>
  );
}
