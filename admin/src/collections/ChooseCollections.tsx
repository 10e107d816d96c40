import { Button, Flex, Radio, Typography, useNotifyAT } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { Resource } from '../../../src/contracts';
import type { Collections } from '../../../src/contracts/http';
import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { useChooseMicrosoftCollectionsMutation } from '../services/api';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { type TextKey, useText } from '../text/useText';
import { useFailureText } from '../text/useFailureText';
import { choiceOf, type Draft, draftOf, isUnsaved, type Kind } from './choice';
import { CollectionBoxes } from './CollectionBoxes';

const kindTexts: Record<Kind, TextKey> = {
  default: 'collections.default',
  all: 'collections.all',
  these: 'collections.these',
};

interface ChooseCollectionsProps extends Whose {
  resource: Resource;
  canChange: boolean;
  collections: Collections;
}

/** Which lists bring in what is new, as a choice that counts once it is saved. */
export function ChooseCollections({ user, resource, canChange, collections: reading }: ChooseCollectionsProps) {
  const t = useText();
  const failureText = useFailureText();
  const { toggleNotification } = useNotification();
  const { notifyStatus } = useNotifyAT();
  const [choose, { error, isLoading }] = useChooseMicrosoftCollectionsMutation();
  const [edited, setEdited] = useState<Draft | null>(null); // null: what is saved
  const draft = edited ?? draftOf(reading);
  const hasChanges = isUnsaved(draft, reading);

  const save = async () => {
    const answer = await choose({ user, what: { resource, choice: choiceOf(draft, reading) } });
    if (!('error' in answer)) {
      setEdited(null);
      toggleNotification({ type: 'success', message: t('collections.saved') });
      notifyStatus(t('collections.saved'));
    }
  };

  return (
    <>
      <Typography textColor="neutral600">{t('collections.meaning')}</Typography>
      {canChange ? null : <Notice tone="information">{t('collections.read-only')}</Notice>}
      <Radio.Group
        aria-label={t('collections.choice')}
        value={draft.kind}
        disabled={!canChange || isLoading}
        onValueChange={(kind) => setEdited({ ...draft, kind: kind as Kind })}
      >
        <Flex direction="column" alignItems="stretch" gap={2}>
          {Object.entries(kindTexts).map(([kind, text]) => (
            <Radio.Item key={kind} value={kind}>
              {t(text)}
            </Radio.Item>
          ))}
        </Flex>
      </Radio.Group>
      <CollectionBoxes
        collections={reading.collections}
        draft={draft}
        disabled={!canChange || isLoading || draft.kind !== 'these'}
        onChange={(chosen) => setEdited({ ...draft, chosen })}
      />
      {canChange ? (
        <Flex gap={3} wrap="wrap">
          <Button disabled={!hasChanges} loading={isLoading} onClick={() => void save()}>
            {t('collections.save')}
          </Button>
          {hasChanges ? <Typography textColor="neutral800">{t('collections.unsaved')}</Typography> : null}
        </Flex>
      ) : null}
      <LiveRegion gap={4}>{error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}</LiveRegion>
    </>
  );
}
