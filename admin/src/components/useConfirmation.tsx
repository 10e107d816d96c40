import { Button, Dialog } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { type ReactNode, useCallback, useRef, useState } from 'react';

import { useText } from '../text/useText';

interface Question {
  title: string;
  body: string;
  more?: ReactNode; // below the body, such as a way to look first
  confirm: string; // says what will be done, not "OK"
  tone?: 'danger' | 'default'; // danger unless it says otherwise
}

/** `await ask(question)` in the middle of an action; the dialog goes anywhere on the page. */
export function useConfirmation() {
  const t = useText();
  const [pending, setPending] = useState<(Question & { answer: (yes: boolean) => void }) | null>(null);

  const opener = useRef<Element | null>(null);

  const ask = useCallback((question: Question) => {
    opener.current = document.activeElement;
    return new Promise<boolean>((answer) => setPending({ ...question, answer }));
  }, []);
  const close = (yes: boolean) => {
    pending?.answer(yes); // closing after an answer asks for a second one, which a promise ignores
    setPending(null);
  };

  const dialog = (
    <Dialog.Root open={pending !== null} onOpenChange={(open) => (open ? undefined : close(false))}>
      {pending ? (
        <Dialog.Content
          onCloseAutoFocus={(event) => {
            event.preventDefault(); // a dialog without a trigger would leave the focus nowhere
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          <Dialog.Header>{pending.title}</Dialog.Header>
          {/* The icon of a body that is more than a text is the body's own. */}
          <Dialog.Body icon={icon(pending.tone)}>
            {pending.more ? (
              <>
                {icon(pending.tone)}
                <Dialog.Description>{pending.body}</Dialog.Description>
                {pending.more}
              </>
            ) : (
              pending.body
            )}
          </Dialog.Body>
          <Dialog.Footer>
            <Dialog.Cancel>
              <Button fullWidth variant="tertiary">
                {t('cancel')}
              </Button>
            </Dialog.Cancel>
            <Dialog.Action>
              <Button fullWidth variant={pending.tone === 'default' ? 'default' : 'danger-light'} onClick={() => close(true)}>
                {pending.confirm}
              </Button>
            </Dialog.Action>
          </Dialog.Footer>
        </Dialog.Content>
      ) : null}
    </Dialog.Root>
  );
  return { ask, dialog };
}

const icon = (tone: Question['tone']) => (
  <WarningCircle width="24px" height="24px" fill={tone === 'default' ? 'primary600' : 'danger600'} aria-hidden />
);
