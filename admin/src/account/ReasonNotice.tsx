import type { AccountReason, AccountState } from '../../../src/contracts';
import { Notice } from '../components/Notice';
import { reasonOfOtherText, reasonText } from '../text/labels';
import { useText } from '../text/useText';
import { SystemPageLink } from '../components/SystemPageLink';
import { reconnectHelps } from './reconnectHelps';

/** Why it does not run, and what to do; who may change the Azure application is led there. */
export function ReasonNotice({ state, reason, isOwn = true }: { state: AccountState; reason: AccountReason; isOwn?: boolean }) {
  const t = useText();
  const isOfTheApplication = state === 'action-required' && !reconnectHelps[reason] && !isOfTheMailbox(reason) && reason !== 'user-blocked';
  return (
    <Notice tone={state === 'action-required' ? 'danger' : 'warning'} action={isOfTheApplication ? <SystemPageLink /> : null}>
      {t((isOwn ? reasonText : reasonOfOtherText)[reason])}
    </Notice>
  );
}

/** Cured where mailboxes are assigned, and not with the Azure application. */
const isOfTheMailbox = (reason: AccountReason): boolean => reason === 'mailbox-not-assigned' || reason === 'mailbox-taken';
