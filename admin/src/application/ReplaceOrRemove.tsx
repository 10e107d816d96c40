import { Button, Flex } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';

import { useText } from '../text/useText';

interface ReplaceOrRemoveProps {
  what: string;
  onReplace: () => void;
  onRemove: () => void;
}

/** What can be done with a credential that is there; `what` tells the buttons of several apart for whoever only hears them. */
export function ReplaceOrRemove({ what, onReplace, onRemove }: ReplaceOrRemoveProps) {
  const t = useText();
  const named = (action: string) => t('credential.action', { action, what });
  return (
    <Flex gap={2} wrap="wrap">
      <Button variant="tertiary" startIcon={<Pencil />} aria-label={named(t('secret.replace'))} onClick={onReplace}>
        {t('secret.replace')}
      </Button>
      <Button variant="danger-light" startIcon={<Trash />} aria-label={named(t('secret.remove'))} onClick={onRemove}>
        {t('secret.remove')}
      </Button>
    </Flex>
  );
}
