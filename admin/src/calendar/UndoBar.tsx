import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from '../text/useText';
import type { Undo } from './useUndo';

const Place = styled.div`
  position: fixed;
  inset-block-end: 2.4rem;
  inset-inline: 1.6rem;
  z-index: 4;
  display: flex;
  justify-content: center;
  pointer-events: none;

  > * {
    pointer-events: auto;
  }
`;

/** What was done last, and the way back. It stays as long as somebody is in it. */
export function UndoBar({ undo: { step, undo, hold } }: { undo: Undo }) {
  const t = useText();
  return (
    <Place role="status" aria-live="polite">
      {step === null ? null : (
        <Box background="neutral0" borderColor="neutral200" hasRadius shadow="popupShadow" padding={3}>
          <Flex
            gap={4}
            wrap="wrap"
            onMouseEnter={() => hold(true)}
            onMouseLeave={() => hold(false)}
            onFocus={() => hold(true)}
            onBlur={() => hold(false)}
          >
            <Typography textColor="neutral800">{step.message}</Typography>
            <Button variant="secondary" onClick={() => void undo()}>
              {t('calendar.undo')}
            </Button>
          </Flex>
        </Box>
      )}
    </Place>
  );
}
