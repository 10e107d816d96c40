import { Box, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';

const List = styled.dl`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spaces[3]} ${({ theme }) => theme.spaces[6]};
  margin: 0;

  > div {
    min-width: min(100%, 11rem);
  }

  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
`;

/** Names and values side by side, as many in a row as there is room for. */
export function Facts({ facts }: { facts: { name: string; value: ReactNode }[] }) {
  return (
    <List>
      {facts.map(({ name, value }) => (
        <Box key={name}>
          <Typography tag="dt" variant="sigma" textColor="neutral600">
            {name}
          </Typography>
          <Typography tag="dd" textColor="neutral800">
            {value}
          </Typography>
        </Box>
      ))}
    </List>
  );
}
