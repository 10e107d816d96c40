import { Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { Blocker, Form, Layouts, Page, useRBAC } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { ApplicationReading } from '../../../../src/contracts';
import type { SystemSettings } from '../../../../src/contracts/http';
import { Notice } from '../../components/Notice';
import { permissions } from '../../permissions';
import { useText } from '../../text/useText';
import { ApplicationCard } from './ApplicationCard';
import { CalendarCard } from './CalendarCard';
import { ScheduleCard } from './ScheduleCard';
import { formOf, type SystemForm } from './systemForm';
import { useSaveSystem } from './useSaveSystem';
import { validate } from './validate';

interface SystemSettingsFormProps {
  settings: SystemSettings;
  application: ApplicationReading;
}

export function SystemSettingsForm({ settings, application }: SystemSettingsFormProps) {
  const t = useText();
  const { allowedActions, isLoading } = useRBAC(permissions.updateSettings);
  const canUpdate = allowedActions.canUpdate === true;
  // The first values stay, so that an answer that comes in later cannot sweep away what is being typed.
  const [initialValues] = useState(() => formOf(settings, application));
  const { save, isSaving, dialog } = useSaveSystem({ settings, application });

  return (
    <Page.Main aria-busy={isSaving}>
      <Page.Title>{t('page-title', { name: t('system.title') })}</Page.Title>
      <Form<SystemForm> method="PUT" initialValues={initialValues} validate={validate} onSubmit={save} disabled={!canUpdate}>
        {({ modified }) => (
          <>
            <Layouts.Header
              title={t('system.title')}
              subtitle={t('system.subtitle')}
              primaryAction={
                <Button type="submit" startIcon={<Check />} disabled={!modified || !canUpdate} loading={isSaving}>
                  {t('save')}
                </Button>
              }
            />
            <Layouts.Content>
              <Flex direction="column" alignItems="stretch" gap={6}>
                {isLoading || canUpdate ? null : <Notice tone="information">{t('system.read-only')}</Notice>}
                <ApplicationCard application={application} disabled={!canUpdate} />
                <ScheduleCard disabled={!canUpdate} />
                <CalendarCard disabled={!canUpdate} />
              </Flex>
            </Layouts.Content>
            <Blocker />
          </>
        )}
      </Form>
      {dialog}
    </Page.Main>
  );
}
