import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { useEffect, useRef } from 'react';

import type { Resource } from '../../../src/contracts';
import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { useGetMicrosoftCollectionsQuery } from '../services/api';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';
import { ChooseCollections } from './ChooseCollections';
import { words } from './words';

interface AskedCollectionsProps extends Whose {
  resource: Resource;
  canChange: boolean | null; // null: not known yet
  isOpen: boolean;
}

/** The lists as Microsoft says them now; asked anew each time the section is opened, because they come and go there. */
export function AskedCollections({ user, resource, canChange, isOpen }: AskedCollectionsProps) {
  const t = useText();
  const failureText = useFailureText();
  const { data, error, isFetching, refetch } = useGetMicrosoftCollectionsQuery({ user, resource });
  const wasOpen = useRef(true);
  useEffect(() => {
    if (isOpen && !wasOpen.current) void refetch();
    wasOpen.current = isOpen;
  }, [isOpen, refetch]);
  const tryAgain = () => void refetch();

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <LiveRegion gap={4}>
        {isFetching && data === undefined ? (
          <Flex gap={3}>
            <Loader small aria-hidden>
              {t(words[resource].loading)}
            </Loader>
            <Typography textColor="neutral600">{t(words[resource].loading)}</Typography>
          </Flex>
        ) : null}
        {error && !(isFetching && data === undefined) ? (
          <Notice
            tone="danger"
            title={t(words[resource].failed)}
            action={
              <Button variant="secondary" loading={isFetching} onClick={tryAgain}>
                {t('retry')}
              </Button>
            }
          >
            {failureText(failureOf(error))}
          </Notice>
        ) : null}
      </LiveRegion>
      {data && canChange !== null ? <Answered user={user} resource={resource} canChange={canChange} collections={data} /> : null}
    </Flex>
  );
}

function Answered(props: Parameters<typeof ChooseCollections>[0]) {
  const t = useText();
  if (!props.collections.canChoose) return <Typography textColor="neutral600">{t('collections.cannot-choose')}</Typography>;
  return <ChooseCollections {...props} />;
}
