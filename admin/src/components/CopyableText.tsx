import { Box, Button, Flex, Typography, useNotifyAT } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useClipboard, useNotification } from '@strapi/strapi/admin';
import { useId } from 'react';

import { useText } from '../text/useText';

/** A value to take elsewhere. It wraps instead of hiding behind an input's edge, and can be selected where the browser forbids copying. */
export function CopyableText({ label, hint, value }: { label: string; hint?: string; value: string }) {
  const t = useText();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();
  const { notifyStatus } = useNotifyAT();
  const labelId = useId();

  const onCopy = async () => {
    const isCopied = await copy(value);
    const message = isCopied ? t('copy.done', { what: label }) : t('copy.failed');
    toggleNotification({ type: isCopied ? 'success' : 'warning', message });
    notifyStatus(message);
  };

  return (
    <Flex role="group" aria-labelledby={labelId} direction="column" alignItems="stretch" gap={1}>
      <Typography id={labelId} variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Flex gap={2} alignItems="stretch" wrap="wrap">
        <Box
          background="neutral150"
          borderColor="neutral200"
          hasRadius
          paddingLeft={4}
          paddingRight={4}
          paddingTop={2}
          paddingBottom={2}
          flex="1 1 20rem"
        >
          <Typography tag="code" textColor="neutral800" style={{ overflowWrap: 'anywhere', userSelect: 'all', fontFamily: 'monospace' }}>
            {value}
          </Typography>
        </Box>
        <Button variant="tertiary" startIcon={<Duplicate />} aria-label={t('copy.label', { what: label })} onClick={() => void onCopy()}>
          {t('copy')}
        </Button>
      </Flex>
      {hint ? (
        <Typography variant="pi" textColor="neutral600">
          {hint}
        </Typography>
      ) : null}
    </Flex>
  );
}
