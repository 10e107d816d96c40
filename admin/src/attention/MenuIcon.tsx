import { Box } from '@strapi/design-system';
import { Calendar } from '@strapi/icons';
import type { ComponentProps } from 'react';
import { styled } from 'styled-components';

import { useText } from '../text/useText';
import type { AttentionState } from './attentionOf';
import { looks } from './looks';
import { useAttention } from './useAttention';

const withBadge: readonly AttentionState[] = ['needs-you', 'waits', 'behind'];

/** Of the page that is open Strapi paints every path in the menu in one colour. */
const Badge = styled.span<{ $colour: string }>`
  display: inline-flex;

  path {
    fill: ${({ theme, $colour }) => theme.colors[$colour as 'danger600']} !important;
  }
`;

/** The menu's sign, with a badge where somebody is needed or something is behind. */
export function MenuIcon(props: ComponentProps<typeof Calendar>) {
  const t = useText();
  const { attention } = useAttention();
  const look = attention !== null && withBadge.includes(attention.state) ? looks[attention.state] : null;
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
          <Badge $colour={look.colour}>
            <look.Icon role="img" aria-label={t(look.text)} fill={look.colour} width="1.2rem" height="1.2rem" />
          </Badge>
        </Box>
      ) : null}
    </Box>
  );
}
