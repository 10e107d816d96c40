import { Box, Button, Dialog, Flex, Radio, Typography, useNotifyAT } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { Disconnect } from '../../../src/contracts/http';
import { useDisconnectMicrosoftMutation } from '../services/api';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { useFailureText } from '../text/useFailureText';
import { type TextKey, useText } from '../text/useText';

type Items = NonNullable<Disconnect['items']>;
type Homes = NonNullable<Disconnect['homes']>;

const choices: Record<Items, TextKey> = {
  keep: 'disconnect.keep',
  'remove-imported': 'disconnect.remove-imported',
  'remove-exported': 'disconnect.remove-exported',
};

const own = { title: 'disconnect.title', body: 'disconnect.body', done: 'disconnect.done' } as const;
const others = { title: 'disconnect-other.title', body: 'disconnect-other.body', done: 'disconnect-other.done' } as const;

/** Asks what becomes of the items that both sides have by now, in content types of the application separately; keeping them is what nobody regrets. */
export function DisconnectDialog({ user, disabled }: Whose & { disabled: boolean }) {
  const t = useText();
  const failureText = useFailureText();
  const texts = user === undefined ? own : others;
  const [isOpen, setOpen] = useState(false);
  const { toggleNotification } = useNotification();
  const { notifyStatus } = useNotifyAT();
  const [items, setItems] = useState<Items>('keep');
  const [homes, setHomes] = useState<Homes>('keep');
  const [disconnect, { isLoading }] = useDisconnectMicrosoftMutation();

  const openAnew = (open: boolean) => {
    setItems('keep');
    setHomes('keep');
    setOpen(open);
  };
  const onConfirm = async () => {
    try {
      await disconnect({ user, how: { items, ...(items === 'remove-imported' ? { homes } : {}) } }).unwrap();
      toggleNotification({ type: 'success', message: t(texts.done) });
      notifyStatus(t(texts.done));
    } catch (error) {
      toggleNotification({ type: 'danger', message: failureText(failureOf(error)) });
    }
    setOpen(false);
  };

  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => (isLoading ? undefined : openAnew(open))}>
      <Dialog.Trigger>
        <Button variant="danger-light" disabled={disabled}>
          {t('disconnect')}
        </Button>
      </Dialog.Trigger>
      <Dialog.Content>
        <Dialog.Header>{t(texts.title)}</Dialog.Header>
        <Dialog.Body>
          <Flex direction="column" alignItems="stretch" gap={4} width="100%">
            <Dialog.Description>{t(texts.body)}</Dialog.Description>
            <Radio.Group aria-label={t('disconnect.items')} value={items} onValueChange={(value) => setItems(value as Items)}>
              <Flex direction="column" alignItems="stretch" gap={2}>
                {Object.entries(choices).map(([value, text]) => (
                  <Radio.Item key={value} value={value}>
                    {t(text)}
                  </Radio.Item>
                ))}
              </Flex>
            </Radio.Group>
            {items === 'remove-imported' ? (
              <Flex direction="column" alignItems="stretch" gap={2}>
                <Typography fontWeight="bold">{t('disconnect.homes')}</Typography>
                <Radio.Group aria-label={t('disconnect.homes')} value={homes} onValueChange={(value) => setHomes(value as Homes)}>
                  <Flex direction="column" alignItems="stretch" gap={2}>
                    <Radio.Item value="keep">{t('disconnect.homes-keep')}</Radio.Item>
                    <Radio.Item value="remove">{t('disconnect.homes-remove')}</Radio.Item>
                  </Flex>
                </Radio.Group>
              </Flex>
            ) : null}
            {items === 'keep' ? null : (
              <Box background="warning100" hasRadius padding={3}>
                <Typography textColor="neutral800">{t('disconnect.warning')}</Typography>
              </Box>
            )}
          </Flex>
        </Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary" disabled={isLoading}>
              {t('cancel')}
            </Button>
          </Dialog.Cancel>
          <Button fullWidth variant="danger-light" loading={isLoading} onClick={() => void onConfirm()}>
            {t('disconnect')}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
