import { Button, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import type { ApplicationReading } from '../../../src/contracts';
import { Facts } from '../components/Facts';
import { modeText } from '../text/labels';
import { useText } from '../text/useText';

/** What an organization sees of the system's application while it has none of its own. */
export function SharedApplication({
  application: { clientId, tenantId, mode },
  onAdd,
}: {
  application: ApplicationReading;
  onAdd: (() => void) | null;
}) {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Facts
        facts={[
          { name: t('application.counts'), value: t(clientId === null ? 'application.counts-none' : 'application.counts-system') },
          { name: t('client-id.label'), value: clientId ?? t('application.not-entered') },
          { name: t('tenant-id.label'), value: tenantId ?? t('application.not-entered') },
          { name: t('mode.label'), value: t(modeText[mode]) },
        ]}
      />
      {onAdd === null ? null : (
        <Flex>
          <Button variant="secondary" startIcon={<Plus />} onClick={onAdd}>
            {t('application.add-own')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}
