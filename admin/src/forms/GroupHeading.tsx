import { Typography } from '@strapi/design-system';

export const GroupHeading = ({ label }: { label: string }) => (
  <Typography tag="h2" variant="delta">
    {label}
  </Typography>
);
