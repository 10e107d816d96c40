import { Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import type { SyncStatusRow } from '../../../src/contracts';
import { useText } from '../text/useText';

/** In a row of a list: a mass deletion was stopped, or a first run. What to do is on the person's page. */
export function WaitsForApproval({ waitsFor }: { waitsFor: NonNullable<SyncStatusRow['waitsFor']> }) {
  const t = useText();
  return (
    <Flex gap={2} paddingTop={1}>
      <WarningCircle aria-hidden fill="warning600" width="1.4rem" height="1.4rem" />
      <Typography variant="pi" textColor="neutral800">
        {t(waitsFor === 'start' ? 'start.state' : 'guard.state')}
      </Typography>
    </Flex>
  );
}
