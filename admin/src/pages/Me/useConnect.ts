import { useNotifyAT } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useCallback, useEffect, useRef, useState } from 'react';

import type { AccountStatus } from '../../../../src/contracts';
import { SIGN_IN_CHANNEL, type SignInMessage } from '../../../../src/contracts/http';
import { useBeginMicrosoftConnectMutation, useFailMicrosoftConnectMutation, useFinishMicrosoftConnectMutation } from '../../services/api';
import { failureOf } from '../../services/failure';
import { useFailureText } from '../../text/useFailureText';
import { useText } from '../../text/useText';
import { openPopup } from './popup';
import { signInFragment, signInMessage, stateOf } from './signIn';

type ConnectStep = { name: 'idle' | 'starting' | 'waiting' | 'finishing' } | { name: 'failed'; message: string; link: string | null };

export interface Connecting {
  step: ConnectStep;
  begin: () => void;
  cancel: () => void;
}

/**
 * A sign-in at Microsoft, from the click to the connected mailbox. Microsoft's pages cut the tie to the window that opened them, so
 * nobody can see whether the popup was closed: the answer comes on a channel (or in the fragment), and the person may cancel.
 */
export function useConnect(account: AccountStatus | undefined): Connecting {
  const t = useText();
  const failureText = useFailureText();
  const { toggleNotification } = useNotification();
  const { notifyStatus } = useNotifyAT();
  const [beginConnect] = useBeginMicrosoftConnectMutation();
  const [finishConnect] = useFinishMicrosoftConnectMutation();
  const [failConnect] = useFailMicrosoftConnectMutation();
  const [step, setStep] = useState<ConnectStep>({ name: 'idle' });
  const attempt = useRef(0); // a cancelled attempt must not speak up later
  const expected = useRef<string | null>(null);
  const connectedAt = useRef<string | null>(null);

  const end = useCallback((next: ConnectStep) => {
    attempt.current += 1;
    expected.current = null;
    setStep(next);
  }, []);
  const succeed = useCallback(() => {
    end({ name: 'idle' });
    toggleNotification({ type: 'success', message: t('connect.done') });
    notifyStatus(t('connect.done'));
  }, [end, notifyStatus, t, toggleNotification]);
  const fail = useCallback(
    (error: unknown) =>
      end(
        error === null
          ? { name: 'failed', message: t('connect.failed'), link: null }
          : { name: 'failed', message: failureText(failureOf(error)), link: failureOf(error).link },
      ),
    [end, failureText, t],
  );

  const finish = useCallback(
    async ({ state, code, error = '', errorDescription }: SignInMessage) => {
      setStep({ name: 'finishing' });
      try {
        if (code) {
          await finishConnect({ state, code }).unwrap();
          succeed();
        } else {
          await failConnect({ state, error, errorDescription }).unwrap(); // answers with the error that says what to do
          fail(null);
        }
      } catch (refusal) {
        fail(refusal);
      }
    },
    [fail, failConnect, finishConnect, succeed],
  );

  const begin = useCallback(async () => {
    const popup = openPopup(); // before anything is awaited, or the browser takes it for an advertisement
    const mine = (attempt.current += 1);
    connectedAt.current = account?.connectedAt ?? null;
    setStep({ name: 'starting' });
    try {
      const { url } = await beginConnect().unwrap();
      if (mine !== attempt.current) return popup?.close();
      if (popup === null) return window.location.assign(url);
      expected.current = stateOf(url);
      popup.location.replace(url);
      setStep({ name: 'waiting' });
    } catch (error) {
      popup?.close();
      if (mine === attempt.current) fail(error);
    }
  }, [account?.connectedAt, beginConnect, fail]);

  useEffect(() => {
    const channel = new BroadcastChannel(SIGN_IN_CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const answer = signInMessage(data);
      if (answer === null || answer.state !== expected.current) return;
      expected.current = null;
      channel.postMessage({ received: answer.state });
      void finish(answer);
    };
    return () => channel.close();
  }, [finish]);

  useEffect(() => {
    const answer = signInFragment(window.location.hash);
    if (answer === null) return;
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search); // a code has no business in the history
    void finish(answer);
  }, [finish]);

  useEffect(() => {
    // The popup may have finished on its own (it is at home on another address of this Strapi); the page learns it by asking.
    const isDone = account?.state === 'connected' && account.connectedAt !== connectedAt.current;
    if (step.name === 'waiting' && isDone) succeed();
  }, [account?.connectedAt, account?.state, step.name, succeed]);

  return { step, begin: () => void begin(), cancel: () => end({ name: 'idle' }) };
}
