import { Button, Flex, Loader, Typography } from '@strapi/design-system';

import { CopyableText } from '../../components/CopyableText';
import { LiveRegion } from '../../components/LiveRegion';
import { Notice } from '../../components/Notice';
import { useText } from '../../text/useText';
import type { Connecting } from './useConnect';

export function ConnectProgress({ connecting }: { connecting: Connecting }) {
  return (
    <LiveRegion gap={4}>
      <Progress connecting={connecting} />
    </LiveRegion>
  );
}

function Progress({ connecting: { step, begin, cancel } }: { connecting: Connecting }) {
  const t = useText();
  switch (step.name) {
    case 'idle':
      return null;
    case 'failed':
      return (
        <>
          <Notice tone="danger" title={t('connect.failed-title')}>
            {step.message}
          </Notice>
          {step.link === null ? null : <CopyableText label={t('consent.link')} value={step.link} />}
        </>
      );
    case 'starting':
    case 'finishing':
      return <Waiting text={t(step.name === 'starting' ? 'connect.starting' : 'connect.finishing')} />;
    case 'waiting':
      return (
        <Flex direction="column" alignItems="flex-start" gap={3}>
          <Waiting text={t('connect.waiting')} />
          <Typography textColor="neutral600">{t('connect.waiting-hint')}</Typography>
          <Flex gap={2} wrap="wrap">
            <Button variant="tertiary" onClick={cancel}>
              {t('cancel')}
            </Button>
            <Button variant="secondary" onClick={begin}>
              {t('connect.again')}
            </Button>
          </Flex>
        </Flex>
      );
  }
}

function Waiting({ text }: { text: string }) {
  return (
    <Flex gap={3}>
      <Loader small aria-hidden>
        {text}
      </Loader>
      <Typography textColor="neutral800">{text}</Typography>
    </Flex>
  );
}
