import { Field } from '@strapi/design-system';
import type { ComponentProps } from 'react';

/** Of a field: in several lines where one is too short, as in languages with longer words; the design system's own is cut off there. */
export const FieldLabel = (props: Omit<ComponentProps<typeof Field.Label>, 'style'>) => (
  <Field.Label {...props} style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }} />
);
