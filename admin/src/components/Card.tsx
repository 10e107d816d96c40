import { Box, Flex, Typography } from '@strapi/design-system';
import { type ReactNode, useId } from 'react';

interface CardProps {
  title: string;
  intro?: ReactNode;
  aside?: ReactNode; // beside the title: a state, a button
  children?: ReactNode;
}

/** A white section of a settings page, as Strapi's own have them, and a landmark for whoever listens to the page. */
export function Card({ title, intro, aside, children }: CardProps) {
  const titleId = useId();
  return (
    <Box tag="section" aria-labelledby={titleId} background="neutral0" hasRadius shadow="filterShadow" padding={{ initial: 4, medium: 6 }}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" alignItems="center" gap={2} wrap="wrap">
          <Typography id={titleId} variant="delta" tag="h2" tabIndex={-1}>
            {title}
          </Typography>
          {aside}
        </Flex>
        {typeof intro === 'string' ? <Typography textColor="neutral600">{intro}</Typography> : intro}
        {children}
      </Flex>
    </Box>
  );
}
