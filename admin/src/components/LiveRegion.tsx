import type { ReactNode } from 'react';
import { styled } from 'styled-components';

/** A live region must be there before its words are, or they are not read out; while empty it takes back the gap it would cost. */
const Region = styled.div<{ $gap: 4 | 6 }>`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.spaces[2]};

  &:empty {
    margin-top: calc(-1 * ${({ theme, $gap }) => theme.spaces[$gap]});
  }
`;

/** What appears in it is read out by screen readers. `gap` is the one of the column it stands in. */
export function LiveRegion({ gap, children }: { gap: 4 | 6; children: ReactNode }) {
  return (
    <Region $gap={gap} role="status" aria-live="polite">
      {children}
    </Region>
  );
}
