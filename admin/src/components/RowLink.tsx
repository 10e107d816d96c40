import { Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

/** What a row is about, and the way to its page, for who may go there. */
export function RowLink({ to, detail, children }: { to: string | undefined; detail?: string; children: string }) {
  return (
    <>
      {to === undefined ? (
        children
      ) : (
        <Link tag={NavLink} to={to} style={{ overflowWrap: 'anywhere' }}>
          {children}
        </Link>
      )}
      {detail ? (
        <Typography tag="div" variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {detail}
        </Typography>
      ) : null}
    </>
  );
}
