import { Box, Typography } from '@strapi/design-system';

import type { HeldItem } from '../../../../src/contracts';
import { heldText } from '../../text/heldText';
import { useServerText } from '../../text/useServerText';
import { useText } from '../../text/useText';

/** What waits, and for what. */
export function HeldList({ resource, held }: { resource: string; held: HeldItem[] }) {
  const t = useText();
  const serverText = useServerText();
  if (held.length === 0) return null;
  return (
    <Box>
      <Typography tag="h3" fontWeight="bold">
        {t('held.title', { resource })}
      </Typography>
      <Box tag="ul" paddingTop={2}>
        {held.map(({ id, title, code, message }) => (
          <Box tag="li" key={id} paddingBottom={2} style={{ overflowWrap: 'anywhere' }}>
            <Typography fontWeight="semiBold">{title || t('held.untitled')}</Typography>
            <Typography tag="p" textColor="neutral600">
              {serverText(heldText[code], message, true)}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
