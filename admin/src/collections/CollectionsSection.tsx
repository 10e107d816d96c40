import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import { useId, useState } from 'react';

import type { Resource } from '../../../src/contracts';
import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import type { Whose } from '../services/paths';
import { useText } from '../text/useText';
import { AskedCollections } from './AskedCollections';
import { words } from './words';

/** Closed at first: Microsoft is asked when somebody wants to see the lists or calendars, not on every visit of the page. */
export function CollectionsSection({ user, resource }: Whose & { resource: Resource }) {
  const t = useText();
  const canChange = useMay(user === undefined ? permissions.updateMe : permissions.manageAccounts);
  const contentId = useId();
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const toggle = () => {
    setOpen(!isOpen);
    setOpened(true);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography tag="h3">
        <Button
          variant="tertiary"
          endIcon={isOpen ? <CaretUp aria-hidden /> : <CaretDown aria-hidden />}
          aria-expanded={isOpen}
          aria-controls={wasOpened ? contentId : undefined}
          onClick={toggle}
        >
          {t(words[resource].title)}
        </Button>
      </Typography>
      {/* What was chosen and not saved stays while it is closed. */}
      {wasOpened ? (
        <Box id={contentId} hidden={!isOpen}>
          <AskedCollections user={user} resource={resource} canChange={canChange} isOpen={isOpen} />
        </Box>
      ) : null}
    </Flex>
  );
}
