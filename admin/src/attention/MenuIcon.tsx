import { Box } from '@strapi/design-system';
import { Calendar } from '@strapi/icons';
import type { ComponentProps } from 'react';

import { useText } from '../text/useText';
import { looks } from './looks';
import { useAttention } from './useAttention';

/** The menu's sign, with a badge where somebody is needed or something is behind. */
export function MenuIcon(props: ComponentProps<typeof Calendar>) {
  const t = useText();
  const { attention } = useAttention();
  const state = attention?.state;
  const look = state === 'needs-you' || state === 'behind' ? looks[state] : null;
  return (
    <Box position="relative" tag="span" style={{ display: 'inline-flex' }}>
      <Calendar {...props} />
      {look ? (
        <Box
          tag="span"
          position="absolute"
          top="-6px"
          left="12px"
          background="neutral0"
          borderRadius="50%"
          style={{ display: 'inline-flex' }}
        >
          <look.Icon role="img" aria-label={t(look.text)} fill={look.colour} width="1.2rem" height="1.2rem" />
        </Box>
      ) : null}
    </Box>
  );
}
