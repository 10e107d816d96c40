import { useForm } from '@strapi/strapi/admin';
import { useEffect, useMemo } from 'react';

import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { useWeighMicrosoftSettingsMutation } from '../services/api';
import { useText } from '../text/useText';
import { formOf, type LevelForm, settingsPatch } from './form';
import { impactText } from './impactText';
import { useLevel } from './LevelContext';
import { problemsOf } from './validate';

const PAUSE_MILLISECONDS = 500;

/** Says while somebody edits for how many people it would count; asked for when the typing pauses. */
export function ImpactNotice() {
  const t = useText();
  const level = useLevel();
  const form = useForm('ImpactNotice', (state) => state.values as LevelForm);
  const [weigh, { data, reset }] = useWeighMicrosoftSettingsMutation();
  const patch = useMemo(() => (problemsOf(form).length > 0 ? null : settingsPatch(formOf(level), form)), [form, level]);
  const { scope } = level;

  useEffect(() => {
    reset();
    if (patch === null || scope.level === 'user') return undefined;
    const timer = setTimeout(() => void weigh({ scope, patch }), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [patch, scope, weigh, reset]);

  return <LiveRegion gap={6}>{data && patch ? <Notice tone="information">{impactText(data, t)}</Notice> : null}</LiveRegion>;
}
