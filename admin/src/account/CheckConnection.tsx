import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, CrossCircle, MinusCircle } from '@strapi/icons';
import type { ReactNode } from 'react';

import type { CheckVerdict } from '../../../src/contracts';
import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { useCheckMicrosoftConnectionMutation } from '../services/api';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { stepText } from '../text/labels';
import { useFailureText } from '../text/useFailureText';
import { useServerText } from '../text/useServerText';
import { type TextKey, useText } from '../text/useText';
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
  const { Icon, colour, text } = lookOf(ok, code === 'not-looked-at');
  return (
    <Flex tag="li" gap={3} alignItems="flex-start">
      <Box shrink={0} paddingTop="2px">
        <Icon aria-hidden fill={colour} width="1.6rem" height="1.6rem" />
      </Box>
      <Box minWidth={0}>
        <Typography tag="p" fontWeight="bold" textColor="neutral800">
          {t('check.step', { step: t(stepText[step]), verdict: t(text) })}
        </Typography>
        <Typography tag="p" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {serverText(verdictText(verdict, user === undefined), message, ok === false)}
        </Typography>
      </Box>
    </Flex>
  );
}

function lookOf(
  ok: boolean | null,
  isNotLookedAt: boolean,
): { Icon: typeof CheckCircle; colour: 'success600' | 'danger600' | 'neutral600'; text: TextKey } {
  if (ok === null) return { Icon: MinusCircle, colour: 'neutral600', text: isNotLookedAt ? 'check.not-checked' : 'check.not-needed' };
  return ok
    ? { Icon: CheckCircle, colour: 'success600', text: 'check.ok' }
    : { Icon: CrossCircle, colour: 'danger600', text: 'check.problem' };
}
