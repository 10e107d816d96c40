import { Flex, Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { SyncStatusRow } from '../../../src/contracts';
import { PLUGIN_ID } from '../pluginId';
import { resourceText } from '../text/labels';
import { useText } from '../text/useText';

/** From one's own calendar or tasks to what waits for a word, and to what the next run would do. */
export function MyDecisions({ row }: { row: SyncStatusRow }) {
  const t = useText();
  const to = (which: string) => `/settings/${PLUGIN_ID}/me/${which}?resource=${row.resource}`;
  const links = [
    ['conflicts', t('me.conflicts', { count: row.conflicts })],
    ['held', t('me.held', { count: row.held })],
    ['preview', t('me.preview')],
  ] as const;
  return (
    <Flex gap={4} wrap="wrap">
      {links.map(([which, text]) => (
        <Link key={which} tag={NavLink} to={to(which)} aria-label={`${text}: ${t(resourceText[row.resource])}`}>
          {text}
        </Link>
      ))}
    </Flex>
  );
}
