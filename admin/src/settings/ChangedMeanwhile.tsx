import { Button, Flex } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';

import type { LevelSettings } from '../../../src/contracts/http';
import { Notice } from '../components/Notice';
import { useLazyGetMicrosoftSettingsQuery } from '../services/api';
import { failureOf } from '../services/failure';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';
import { formOf, type LevelForm, onTopOf } from './form';
import { useLevel } from './LevelContext';

/** Somebody else was quicker. What was typed stays until the person has decided what becomes of it. */
export function ChangedMeanwhile({ onLoaded }: { onLoaded: (settings: LevelSettings) => void }) {
  const t = useText();
  const failureText = useFailureText();
  const level = useLevel();
  const { resetForm, setValues, values } = useForm('ChangedMeanwhile', (form) => form);
  const [load, { error, isFetching }] = useLazyGetMicrosoftSettingsQuery();

  const decide = async (keepsTyped: boolean) => {
    const { data: settings } = await load(level.scope);
    if (!settings) return;
    const typed = values as LevelForm;
    const before = formOf(level);
    const theirs = formOf({ ...level, settings });
    resetForm(theirs);
    setValues(keepsTyped ? onTopOf(theirs, before, typed) : { ...theirs, application: typed.application });
    onLoaded(settings);
  };

  return (
    <Notice
      tone="warning"
      title={t('changed-meanwhile.title')}
      action={
        <Flex gap={2} wrap="wrap">
          <Button variant="secondary" loading={isFetching} onClick={() => void decide(true)}>
            {t('changed-meanwhile.keep')}
          </Button>
          <Button variant="tertiary" disabled={isFetching} onClick={() => void decide(false)}>
            {t('changed-meanwhile.reload')}
          </Button>
        </Flex>
      }
    >
      {error ? failureText(failureOf(error)) : t('changed-meanwhile.body')}
    </Notice>
  );
}
