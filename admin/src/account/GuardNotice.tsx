import { Button } from '@strapi/design-system';

import { Notice } from '../components/Notice';
import { useConfirmation } from '../components/useConfirmation';
import { useApproveMicrosoftRunMutation } from '../services/api';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';

/** Stays as long as a run waits for somebody's word before a mass deletion. */
export function GuardNotice({ user, run, disabled }: Whose & { run: string; disabled: boolean }) {
  const t = useText();
  const failureText = useFailureText();
  const { ask, dialog } = useConfirmation();
  const [approve, request] = useApproveMicrosoftRunMutation();
  const start = async () => {
    const isSure = await ask({ title: t('guard.confirm-title'), body: t('guard.confirm'), confirm: t('guard.approve') });
    if (isSure) void approve({ user, which: { run } });
  };
  return (
    <>
      <Notice
        tone="warning"
        title={t('guard.title')}
        action={
          <Button variant="danger-light" disabled={disabled} loading={request.isLoading} onClick={() => void start()}>
            {t('guard.approve')}
          </Button>
        }
      >
        {t('guard.text')}
      </Notice>
      {request.error ? <Notice tone="danger">{failureText(failureOf(request.error))}</Notice> : null}
      {dialog}
    </>
  );
}
