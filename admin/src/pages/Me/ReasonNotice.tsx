import type { AccountReason, AccountState } from '../../../../src/contracts';
import { Notice } from '../../components/Notice';
import { reasonText } from '../../text/labels';
import { useText } from '../../text/useText';
import { SystemPageLink } from './ApplicationMissing';
import { reconnectHelps } from './reconnectHelps';

/** Why it does not run, and what to do; who may change the Azure application is led there. */
export function ReasonNotice({ state, reason }: { state: AccountState; reason: AccountReason }) {
  const t = useText();
  const isOfTheApplication = state === 'action-required' && !reconnectHelps[reason];
  return (
    <Notice tone={state === 'action-required' ? 'danger' : 'warning'} action={isOfTheApplication ? <SystemPageLink /> : null}>
      {t(reasonText[reason])}
    </Notice>
  );
}
