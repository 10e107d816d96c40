import { Flex, Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { SyncStatusRow } from '../../../src/contracts';
import { PLUGIN_ID } from '../pluginId';
import { useText } from '../text/useText';

/** From one's own calendar or tasks to what waits for a word, and to what the next run would do. */
export function MyDecisions({ row }: { row: SyncStatusRow }) {
  const t = useText();
  const to = (which: string) => `/settings/${PLUGIN_ID}/me/${which}?resource=${row.resource}`;
  return (
    <Flex gap={4} wrap="wrap">
      <Link tag={NavLink} to={to('conflicts')}>
        {t('me.conflicts', { count: row.conflicts })}
      </Link>
      <Link tag={NavLink} to={to('held')}>
        {t('me.held', { count: row.held })}
      </Link>
      <Link tag={NavLink} to={to('preview')}>
        {t('me.preview')}
      </Link>
    </Flex>
  );
}
