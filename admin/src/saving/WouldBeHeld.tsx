import { Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import { useText } from '../text/useText';

/** At its field, before anybody saves. Within a paragraph, so that it can stand where a field's help does. */
export function WouldBeHeld({ why }: { why: readonly string[] }) {
  const t = useText();
  return (
    <span aria-live="polite">
      {why.map((words) => (
        <Flex
          tag="span"
          key={words}
          gap={2}
          alignItems="flex-start"
          background="warning100"
          borderColor="warning200"
          hasRadius
          padding={2}
          marginTop={1}
        >
          <WarningCircle fill="warning600" width="1.4rem" height="1.4rem" aria-hidden style={{ flexShrink: 0 }} />
          <Typography variant="pi" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {t('saving.would-be-held', { why: words })}
          </Typography>
        </Flex>
      ))}
    </span>
  );
}
