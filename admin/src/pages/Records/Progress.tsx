import { Button, Flex, ProgressBar, Typography } from '@strapi/design-system';

import { useText } from '../../text/useText';

/** How far something has come, and a way to end it. */
export function Progress({ label, done, total, onStop }: { label: string; done: number; total: number; onStop: () => void }) {
  const t = useText();
  return (
    <Flex gap={3} alignItems="center" wrap="wrap">
      <ProgressBar aria-label={label} value={total === 0 ? 0 : Math.round((Math.min(done, total) / total) * 100)} />
      <Typography textColor="neutral600">{t('records.progress', { done, total })}</Typography>
      <Button variant="tertiary" onClick={onStop}>
        {t('records.stop')}
      </Button>
    </Flex>
  );
}
