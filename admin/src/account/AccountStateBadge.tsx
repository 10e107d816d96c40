import { Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Clock, Minus, WarningCircle } from '@strapi/icons';

import type { AccountState } from '../../../src/contracts';
import { stateText } from '../text/labels';
import { useText } from '../text/useText';

const looks = {
  'not-connected': { Icon: Minus, background: 'neutral150', border: 'neutral200', colour: 'neutral600' },
  connected: { Icon: CheckCircle, background: 'success100', border: 'success200', colour: 'success600' },
  delayed: { Icon: Clock, background: 'warning100', border: 'warning200', colour: 'warning600' },
  'action-required': { Icon: WarningCircle, background: 'danger100', border: 'danger200', colour: 'danger600' },
} as const satisfies Record<AccountState, object>;

export function AccountStateBadge({ state }: { state: AccountState }) {
  const t = useText();
  const { Icon, background, border, colour } = looks[state];
  return (
    <Flex background={background} borderColor={border} hasRadius gap={2} paddingLeft={3} paddingRight={3} paddingTop={1} paddingBottom={1}>
      <Icon aria-hidden fill={colour} width="1.4rem" height="1.4rem" />
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {t(stateText[state])}
      </Typography>
    </Flex>
  );
}
