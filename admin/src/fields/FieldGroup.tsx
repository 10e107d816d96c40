import { Box, Field, Flex, Typography } from '@strapi/design-system';
import { type ReactNode, useId } from 'react';

import type { FieldProps } from './field';

interface FieldGroupProps extends Pick<FieldProps, 'name' | 'label' | 'labelAction' | 'hint' | 'required'> {
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** Several inputs that are one field: its name and its help belong to all of them. */
export function FieldGroup({ name, label, labelAction, hint, required = false, error, children }: FieldGroupProps) {
  const id = useId();
  return (
    <Field.Root name={name} error={error} hint={hint} required={required}>
      <Box role="group" aria-labelledby={`${id}-label`} width="100%">
        <Flex gap={1} paddingBottom={1}>
          <Typography id={`${id}-label`} variant="pi" fontWeight="bold" textColor="neutral800">
            {label}
          </Typography>
          {labelAction}
        </Flex>
        <Flex direction="column" alignItems="stretch" gap={3}>
          {children}
        </Flex>
      </Box>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
