import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, CrossCircle, Information, WarningCircle } from '@strapi/icons';
import type { ReactNode } from 'react';

type Tone = 'information' | 'success' | 'warning' | 'danger';

const looks = {
  information: { Icon: Information, background: 'primary100', border: 'primary200', icon: 'primary600' },
  success: { Icon: CheckCircle, background: 'success100', border: 'success200', icon: 'success600' },
  warning: { Icon: WarningCircle, background: 'warning100', border: 'warning200', icon: 'warning600' },
  danger: { Icon: CrossCircle, background: 'danger100', border: 'danger200', icon: 'danger600' },
} as const;

/** A message that stays where it belongs, unlike Strapi's `Alert`, which one is meant to close. */
export function Notice({ tone, title, children, action }: { tone: Tone; title?: string; children?: ReactNode; action?: ReactNode }) {
  const { Icon, background, border, icon } = looks[tone];
  return (
    <Flex background={background} borderColor={border} hasRadius padding={4} gap={3} alignItems="flex-start">
      <Box shrink={0} paddingTop="2px">
        <Icon fill={icon} width="1.6rem" height="1.6rem" aria-hidden />
      </Box>
      <Flex direction="column" alignItems="flex-start" gap={2} minWidth={0} flex="1">
        {title ? (
          <Typography fontWeight="bold" textColor="neutral800">
            {title}
          </Typography>
        ) : null}
        {children ? (
          <Typography tag="div" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {children}
          </Typography>
        ) : null}
        {action}
      </Flex>
    </Flex>
  );
}
