import { useNotifyAT } from '@strapi/design-system';
import { type FormHelpers, useNotification } from '@strapi/strapi/admin';
import { useRef, useState } from 'react';

import type { LevelSettings } from '../../../src/contracts/http';
import { useSaveApplication } from '../application/useSaveApplication';
import { usePutMicrosoftSettingsMutation } from '../services/api';
import { type Failure, failureOf } from '../services/failure';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';
import { changesOf, formOf, type LevelForm, type LevelReadings } from './form';
import { useConfirmImpact } from './useConfirmImpact';
import { fieldErrorsOf, type Part } from './validate';

/** Saves what was changed on any card, and keeps the typed values of the part that the server refused. */
export function useSave(first: LevelReadings) {
  const t = useText();
  const failureText = useFailureText();
  const { toggleNotification } = useNotification();
  const { notifyStatus, notifyAlert } = useNotifyAT();
  const { confirm, dialog } = useConfirmImpact();
  const saveApplication = useSaveApplication(first.scope);
  const [putSettings] = usePutMicrosoftSettingsMutation();
  const [readings, setReadings] = useState(first);
  const [isBehind, setBehind] = useState(false);
  const [generation, setGeneration] = useState(0);
  // Not while the page asks: a button that shows it is busy loses the focus, which then could not go back to it.
  const [isSaving, setSaving] = useState(false);
  const latest = useRef(first); // within one save the state is still the one before
  const isUnderWay = useRef(false); // Enter twice is one save
  const know = (more: Partial<LevelReadings>) => setReadings((latest.current = { ...latest.current, ...more }));

  const carryOut = async (form: LevelForm, { resetForm, setValues, setErrors }: FormHelpers<LevelForm>) => {
    const { scope, settings } = latest.current;
    const before = formOf(latest.current);
    const changes = changesOf(before, form);
    if (changes.settings && !(await confirm(scope, changes.settings, before))) return;

    setSaving(true);
    const refused = new Map<Part, Failure>();
    if (changes.application)
      await saveApplication(changes.application)
        .then((application) => know({ application }))
        .catch((error: unknown) => refused.set('application', failureOf(error)));
    if (changes.settings)
      await putSettings({ scope, patch: { ...changes.settings, version: settings.version } }) // refused where somebody else has saved since
        .unwrap()
        .then((saved) => know({ settings: saved }))
        .catch((error: unknown) => refused.set('settings', failureOf(error)));

    setSaving(false);
    const after = formOf(latest.current);
    resetForm(after);
    const isChangedMeanwhile = refused.get('settings')?.code === 'already-changed';
    setBehind(isChangedMeanwhile);
    if (refused.size === 0) {
      toggleNotification({ type: 'success', message: t('saved') });
      notifyStatus(t('saved'));
      return;
    }
    setValues({
      ...(refused.has('settings') ? form : after),
      application: refused.has('application') ? form.application : after.application,
    });
    setErrors(Object.assign({}, ...[...refused].map(([part, failure]) => fieldErrorsOf(failure, part))));
    const message = [...refused.values()].map(failureText).join(' ');
    toggleNotification({ type: 'danger', message });
    notifyAlert(message);
  };

  const save = async (form: LevelForm, helpers: FormHelpers<LevelForm>) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    await carryOut(form, helpers).finally(() => (isUnderWay.current = false));
  };
  const takeOver = (settings: LevelSettings) => {
    know({ settings });
    setBehind(false);
    setGeneration((before) => before + 1);
  };
  return { save, dialog, readings, isBehind, takeOver, generation, isSaving };
}
