import { Box, Typography } from '@strapi/design-system';

import type { HeldItem } from '../../../../src/contracts';
import { useText } from '../../text/useText';

/** What waits, and for what. */
export function HeldList({ resource, held }: { resource: string; held: HeldItem[] }) {
  const t = useText();
  if (held.length === 0) return null;
  return (
    <Box>
      <Typography tag="h3" fontWeight="bold">
        {t('held.title', { resource })}
      </Typography>
      <Box tag="ul" paddingTop={2}>
        {held.map(({ id, title, message }) => (
          <Box tag="li" key={id} paddingBottom={2} style={{ overflowWrap: 'anywhere' }}>
            <Typography fontWeight="semiBold">{title || t('held.untitled')}</Typography>
            <Typography tag="p" textColor="neutral600">
              {message}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
