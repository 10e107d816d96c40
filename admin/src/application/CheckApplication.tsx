import { Box, Button, Flex } from '@strapi/design-system';

import type { ApplicationVerdict } from '../../../src/contracts';
import { CopyableText } from '../components/CopyableText';
import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { VerdictLine } from '../components/VerdictLine';
import { useCheckMicrosoftApplicationMutation } from '../services/application';
import { failureOf } from '../services/failure';
import { useLevel } from '../settings/LevelContext';
import { useFailureText } from '../text/useFailureText';
import { useServerText } from '../text/useServerText';
import { useText } from '../text/useText';
import { applicationStepText, applicationVerdictText } from './verdictText';

/** *Check Connection* of the application that is saved, the system's or an organization's, before anybody connects. */
export function CheckApplication({ disabled }: { disabled: boolean }) {
  const t = useText();
  const failureText = useFailureText();
  const { scope } = useLevel();
  const [check, { data: verdicts, error, isLoading }] = useCheckMicrosoftApplicationMutation();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex>
        <Button variant="secondary" disabled={disabled} loading={isLoading} onClick={() => void check(scope)}>
          {t('check')}
        </Button>
      </Flex>
      <LiveRegion gap={4}>
        {error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}
        {verdicts ? (
          <Flex tag="ul" direction="column" alignItems="stretch" gap={3} aria-label={t('check.result')}>
            {verdicts.map((verdict) => (
              <Verdict key={verdict.step} verdict={verdict} />
            ))}
          </Flex>
        ) : null}
      </LiveRegion>
    </Flex>
  );
}

function Verdict({ verdict }: { verdict: ApplicationVerdict }) {
  const t = useText();
  const serverText = useServerText();
  const { step, ok, code, message, link } = verdict;
  // The day that is near stands beside the secret.
  const mayNameMore = ok === false && code !== 'application-secret-expires';
  return (
    <VerdictLine
      step={t(applicationStepText[step])}
      ok={ok}
      code={code}
      text={serverText(applicationVerdictText(verdict), message, mayNameMore)}
    >
      {link !== undefined && ok !== true ? (
        <Box paddingTop={2}>
          <CopyableText label={t('consent.link')} value={link} />
        </Box>
      ) : null}
    </VerdictLine>
  );
}
