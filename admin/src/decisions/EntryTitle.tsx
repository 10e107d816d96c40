import { Flex, Link, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router-dom';

import type { Resource } from '../../../src/contracts';
import { Moment } from '../components/Moment';
import { resourceText } from '../text/labels';
import { useText } from '../text/useText';

interface Entry {
  title: string;
  uid: string;
  documentId: string | null;
  resource: Resource;
  userName: string;
}

/** The way to the entry in the Content Manager, where there is one. */
export function EntryLink({ title, uid, documentId }: Pick<Entry, 'title' | 'uid' | 'documentId'>) {
  const t = useText();
  if (documentId === null) return <>{title || t('held.untitled')}</>;
  return (
    <Link tag={NavLink} to={`/content-manager/collection-types/${uid}/${documentId}`} style={{ overflowWrap: 'anywhere' }}>
      {title || t('held.untitled')}
    </Link>
  );
}

/** Which entry it is about, whose it is, and since when. */
export function EntryLine({ entry, since, isOwn, children }: { entry: Entry; since: string; isOwn: boolean; children?: ReactNode }) {
  const t = useText();
  return (
    <Flex gap={2} wrap="wrap" alignItems="baseline">
      <EntryLink {...entry} />
      <Typography variant="pi" textColor="neutral600">
        {t(resourceText[entry.resource])}
        {isOwn ? '' : ` · ${entry.userName}`} · <Moment instant={since} />
      </Typography>
      {children}
    </Flex>
  );
}
