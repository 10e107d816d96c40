import { useNotifyAT } from '@strapi/design-system';
import { type FormHelpers, useNotification } from '@strapi/strapi/admin';
import { useRef } from 'react';

import type { ApplicationReading } from '../../../../src/contracts';
import type { SystemSettings } from '../../../../src/contracts/http';
import { focusMainIfLost } from '../../components/focusMain';
import { useConfirmation } from '../../components/useConfirmation';
import { usePutMicrosoftApplicationMutation, usePutMicrosoftSystemMutation } from '../../services/api';
import { failureOf } from '../../services/failure';
import { useText } from '../../text/useText';
import { changesOf, formOf, type SystemForm } from './systemForm';
import { fieldErrorsOf } from './validate';

interface Readings {
  settings: SystemSettings;
  application: ApplicationReading;
}

/** Saves what was changed on either card, and keeps the typed values of a card that the server refused. */
export function useSaveSystem(first: Readings) {
  const t = useText();
  const { toggleNotification } = useNotification();
  const { notifyStatus, notifyAlert } = useNotifyAT();
  const { ask, dialog } = useConfirmation();
  const [putSettings, settingsRequest] = usePutMicrosoftSystemMutation();
  const [putApplication, applicationRequest] = usePutMicrosoftApplicationMutation();
  const saved = useRef(first);

  const save = async (form: SystemForm, { resetForm, setValues, setErrors }: FormHelpers<SystemForm>) => {
    const before = formOf(saved.current.settings, saved.current.application);
    const changes = changesOf(before, form);
    const turnsOff = before.integrations.calendar && !form.integrations.calendar;
    if (turnsOff && !(await ask({ title: t('calendar.off.title'), body: t('calendar.off.body'), confirm: t('calendar.off.confirm') }))) return;

    const refused: { part: 'settings' | 'application'; failure: ReturnType<typeof failureOf> }[] = [];
    if (changes.application)
      await putApplication(changes.application)
        .unwrap()
        .then((application) => (saved.current = { ...saved.current, application }))
        .catch((error: unknown) => refused.push({ part: 'application', failure: failureOf(error) }));
    if (changes.settings)
      await putSettings({ ...changes.settings, version: saved.current.settings.version }) // refused where somebody else has saved since
        .unwrap()
        .then((settings) => (saved.current = { ...saved.current, settings }))
        .catch((error: unknown) => refused.push({ part: 'settings', failure: failureOf(error) }));

    const after = formOf(saved.current.settings, saved.current.application);
    resetForm(after);
    if (refused.length === 0) {
      toggleNotification({ type: 'success', message: t('saved') });
      notifyStatus(t('saved'));
      focusMainIfLost();
      return;
    }
    const isRefused = (part: 'settings' | 'application') => refused.some((one) => one.part === part);
    setValues({
      application: isRefused('application') ? form.application : after.application,
      ...(isRefused('settings') ? { integrations: form.integrations, fields: form.fields } : { integrations: after.integrations, fields: after.fields }),
    });
    setErrors(Object.assign({}, ...refused.map(({ part, failure }) => fieldErrorsOf(failure, part))));
    const message = refused.map(({ failure }) => failure.message ?? t('error.unknown')).join(' ');
    toggleNotification({ type: 'danger', message });
    notifyAlert(message);
  };

  return { save, dialog, isSaving: settingsRequest.isLoading || applicationRequest.isLoading };
}
