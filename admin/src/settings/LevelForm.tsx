import { Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { Blocker, Form, Layouts, Page } from '@strapi/strapi/admin';
import { type ReactNode, useMemo, useState } from 'react';

import { Notice } from '../components/Notice';
import { useText } from '../text/useText';
import { ChangedMeanwhile } from './ChangedMeanwhile';
import { formOf, type LevelForm as Values, type LevelReadings } from './form';
import { ImpactNotice } from './ImpactNotice';
import { LevelProvider } from './LevelContext';
import { SectionCard } from './SectionCard';
import { sections } from './sections';
import { useSave } from './useSave';
import { validator } from './validate';

interface LevelFormProps {
  readings: LevelReadings;
  title: string;
  subtitle: string;
  navigation?: ReactNode;
  isInOrganization?: boolean;
  canUpdate: boolean | null; // null: not known yet
  readOnlyText?: string; // what is said to those who may only look
  action?: ReactNode; // beside the button that saves
  before?: ReactNode; // cards above the settings
  after?: ReactNode; // cards below them
}

/** The page of one level's settings: system, organization and user alike. */
export function LevelForm({
  readings: first,
  title,
  subtitle,
  navigation,
  isInOrganization = false,
  canUpdate,
  readOnlyText,
  action,
  before,
  after,
}: LevelFormProps) {
  const t = useText();
  // The first values stay, so that an answer that comes in later cannot sweep away what is being typed.
  const [initialValues] = useState(() => formOf(first));
  const { save, isSaving, dialog, readings, isBehind, takeOver, generation } = useSave(first);
  const validate = useMemo(() => validator(first.scope.level === 'organization'), [first.scope.level]);
  const view = useMemo(() => ({ ...readings, isInOrganization, isReadOnly: canUpdate !== true }), [readings, isInOrganization, canUpdate]);

  return (
    <Page.Main aria-busy={isSaving}>
      <Page.Title>{t('page-title', { name: title })}</Page.Title>
      <LevelProvider value={view}>
        <Form<Values> method="PUT" initialValues={initialValues} validate={validate} onSubmit={save} disabled={canUpdate !== true}>
          {({ modified }) => (
            <>
              <Layouts.Header
                title={title}
                subtitle={subtitle}
                navigationAction={navigation}
                secondaryAction={action}
                primaryAction={
                  <Button type="submit" startIcon={<Check />} disabled={!modified || !canUpdate || isBehind} loading={isSaving}>
                    {t('save')}
                  </Button>
                }
              />
              <Layouts.Content>
                <Flex direction="column" alignItems="stretch" gap={6}>
                  {canUpdate === false ? <Notice tone="information">{readOnlyText ?? t('settings.read-only')}</Notice> : null}
                  {isBehind ? <ChangedMeanwhile onLoaded={takeOver} /> : <ImpactNotice />}
                  {before}
                  {/* Another person's values give every field a new life: Strapi's NumberInput would go on showing what was typed. */}
                  {sections.map((section) => (
                    <SectionCard key={`${section.title} ${generation}`} section={section} />
                  ))}
                  {after}
                </Flex>
              </Layouts.Content>
              <Blocker />
            </>
          )}
        </Form>
      </LevelProvider>
      {dialog}
    </Page.Main>
  );
}
