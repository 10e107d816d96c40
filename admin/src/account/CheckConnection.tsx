import { Button, Flex } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { CheckVerdict } from '../../../src/contracts';
import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { VerdictLine } from '../components/VerdictLine';
import { useCheckMicrosoftConnectionMutation } from '../services/api';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { stepText } from '../text/labels';
import { useFailureText } from '../text/useFailureText';
import { useServerText } from '../text/useServerText';
import { useText } from '../text/useText';
import { verdictText } from './verdictText';

/** The button, its neighbours, and below them what every step of the way to Microsoft says. */
export function CheckConnection({ user, disabled, children }: Whose & { disabled: boolean; children: ReactNode }) {
  const t = useText();
  const failureText = useFailureText();
  const [check, { data: verdicts, error, isLoading }] = useCheckMicrosoftConnectionMutation();
  return (
    <>
      <Flex gap={2} wrap="wrap">
        <Button variant="secondary" disabled={disabled} loading={isLoading} onClick={() => void check({ user })}>
          {t('check')}
        </Button>
        {children}
      </Flex>
      <LiveRegion gap={4}>
        {error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}
        {verdicts ? <Verdicts user={user} verdicts={verdicts} /> : null}
      </LiveRegion>
    </>
  );
}

function Verdicts({ user, verdicts }: Whose & { verdicts: CheckVerdict[] }) {
  const t = useText();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3} aria-label={t('check.result')}>
      {verdicts.map((verdict) => (
        <Verdict key={verdict.step} user={user} verdict={verdict} />
      ))}
    </Flex>
  );
}

function Verdict({ verdict, user }: Whose & { verdict: CheckVerdict }) {
  const t = useText();
  const serverText = useServerText();
  const { step, ok, code, message } = verdict;
  return (
    <VerdictLine
      step={t(stepText[step])}
      ok={ok}
      code={code}
      text={serverText(verdictText(verdict, user === undefined), message, ok === false)}
    />
  );
}
