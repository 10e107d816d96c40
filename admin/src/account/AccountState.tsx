import { Flex, Typography } from '@strapi/design-system';

import type { AccountReason, AccountState as State } from '../../../src/contracts';
import { reasonNameText } from '../text/labels';
import { useText } from '../text/useText';
import { AccountStateBadge } from './AccountStateBadge';

/** How an account is doing and why, as short as a row of a list needs it. */
export function AccountState({ state, reason }: { state: State; reason: AccountReason | null }) {
  const t = useText();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <AccountStateBadge state={state} />
      {reason === null ? null : (
        <Typography variant="pi" textColor="neutral600">
          {t(reasonNameText[reason])}
        </Typography>
      )}
    </Flex>
  );
}
