import { Link } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import { PLUGIN_ID } from '../pluginId';

/** To the list that a page belongs to, also for who came by a bookmark. */
export function BackLink({ to, children }: { to: 'organizations' | 'users' | 'me' | `users/${string}`; children: string }) {
  return (
    <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/${to}`} startIcon={<ArrowLeft aria-hidden />}>
      {children}
    </Link>
  );
}
