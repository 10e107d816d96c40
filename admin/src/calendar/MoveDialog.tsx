import { Button, Dialog } from '@strapi/design-system';
import { useState } from 'react';

import { useText } from '../text/useText';
import type { Moved } from './Grid';
import { ScopeChoice } from './ScopeChoice';
import type { Scope } from './scope';

interface MoveDialogProps {
  readonly moved: Moved | null;
  readonly onClose: () => void;
  readonly onChosen: (moved: Moved, scope: Scope) => void;
}

/** An occurrence was dragged: that one alone, or others as well. */
export function MoveDialog({ moved, onClose, onChosen }: MoveDialogProps) {
  const t = useText();
  const [scope, setScope] = useState<Scope>('this');
  const giveUp = () => {
    moved?.revert();
    setScope('this');
    onClose();
  };
  return (
    <Dialog.Root open={moved !== null} onOpenChange={(isOpen) => (isOpen ? undefined : giveUp())}>
      <Dialog.Content>
        <Dialog.Header>{t('calendar.move-title')}</Dialog.Header>
        <Dialog.Body>
          <ScopeChoice value={scope} onChange={setScope} />
        </Dialog.Body>
        <Dialog.Footer>
          <Button fullWidth variant="tertiary" onClick={giveUp}>
            {t('cancel')}
          </Button>
          <Button
            fullWidth
            onClick={() => {
              if (moved) onChosen(moved, scope);
              setScope('this');
              onClose();
            }}
          >
            {t('calendar.move')}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
