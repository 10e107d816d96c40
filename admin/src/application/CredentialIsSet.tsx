import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

/** What may be said of something that never comes back, and what can be done with it. */
export function CredentialIsSet({ label, says, children }: { label: string; says: ReactNode; children: ReactNode }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Flex gap={3} wrap="wrap">
        <Typography tag="div" textColor="neutral800">
          {says}
        </Typography>
        {children}
      </Flex>
    </Flex>
  );
}
