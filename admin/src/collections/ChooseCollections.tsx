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
import { useText } from '../text/useText';
import { useFailureText } from '../text/useFailureText';
import { choiceOf, type Draft, draftOf, isUnsaved, type Kind, takesPart } from './choice';
import { CollectionBoxes } from './CollectionBoxes';
import { words } from './words';

const kinds = ['default', 'all', 'these'] as const satisfies Kind[];

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
  const isUntallied = reading.collections.some((one) => takesPart(draft, one) && !one.talliesAnswers && !one.isReadOnly);
  const hasChanges = isUnsaved(draft, reading);

  const save = async () => {
    const answer = await choose({ user, what: { resource, choice: choiceOf(draft, reading) } });
    if (!('error' in answer)) {
      setEdited(null);
      toggleNotification({ type: 'success', message: t(words[resource].saved) });
      notifyStatus(t(words[resource].saved));
    }
  };

  return (
    <>
      <Typography textColor="neutral600">{t(words[resource].meaning)}</Typography>
      {canChange ? null : <Notice tone="information">{t(words[resource].readOnly)}</Notice>}
      <Radio.Group
        aria-label={t(words[resource].choice)}
        value={draft.kind}
        disabled={!canChange || isLoading}
        onValueChange={(kind) => setEdited({ ...draft, kind: kind as Kind })}
      >
        <Flex direction="column" alignItems="stretch" gap={2}>
          {kinds.map((kind) => (
            <Radio.Item key={kind} value={kind}>
              {t(words[resource][kind])}
            </Radio.Item>
          ))}
        </Flex>
      </Radio.Group>
      <CollectionBoxes
        resource={resource}
        collections={reading.collections}
        draft={draft}
        disabled={!canChange || isLoading || draft.kind !== 'these'}
        onChange={(chosen) => setEdited({ ...draft, chosen })}
      />
      {isUntallied ? <Notice tone="information">{t('calendars.no-tally')}</Notice> : null}
      {canChange ? (
        <Flex gap={3} wrap="wrap">
          <Button disabled={!hasChanges} loading={isLoading} onClick={() => void save()}>
            {t(words[resource].save)}
          </Button>
          {hasChanges ? <Typography textColor="neutral800">{t('collections.unsaved')}</Typography> : null}
        </Flex>
      ) : null}
      <LiveRegion gap={4}>{error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}</LiveRegion>
    </>
  );
}
