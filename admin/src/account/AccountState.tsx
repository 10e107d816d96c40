import { Flex, Typography } from '@strapi/design-system';

import type { AccountReason, AccountState as State, Resource } from '../../../src/contracts';
import { reasonNameText, reasonText, resourceText } from '../text/labels';
import { useText } from '../text/useText';
import { AccountStateBadge } from './AccountStateBadge';

/** How an account is doing and why, as short as a row of a list needs it. `resource`: of one resource, which may be missing by itself; then also what to do. */
export function AccountState({ state, reason, resource }: { state: State; reason: AccountReason | null; resource?: Resource }) {
  const t = useText();
  const why = (of: AccountReason): string => {
    if (resource === 'tasks' && of === 'no-mailbox') return t('resource.not-there', { resource: t(resourceText[resource]) });
    return t((of === 'not-available' ? reasonText : reasonNameText)[of]);
  };
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <AccountStateBadge state={state} />
      {reason === null ? null : (
        <Typography variant="pi" textColor="neutral600">
          {why(reason)}
        </Typography>
      )}
    </Flex>
  );
}
