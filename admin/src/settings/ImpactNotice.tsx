import { useForm } from '@strapi/strapi/admin';
import { useEffect, useMemo, useState } from 'react';

import type { SettingsImpact } from '../../../src/contracts/http';
import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { useWeighMicrosoftSettingsMutation } from '../services/api';
import { useText } from '../text/useText';
import { formOf, type LevelForm, settingsPatch } from './form';
import { impactText, isGraver } from './impactText';
import { useLevel } from './LevelContext';
import { problemsOf } from './validate';
import { WayToPreview } from './WayToPreview';

const PAUSE_MILLISECONDS = 500;

/** Says while somebody edits for how many people it would count; asked for when the typing pauses. */
export function ImpactNotice() {
  const t = useText();
  const level = useLevel();
  const form = useForm('ImpactNotice', (state) => state.values as LevelForm);
  const [weigh] = useWeighMicrosoftSettingsMutation();
  const [impact, setImpact] = useState<SettingsImpact | null>(null);
  const patch = useMemo(() => (problemsOf(form).length > 0 ? null : settingsPatch(formOf(level), form)), [form, level]);
  const { scope } = level;

  useEffect(() => {
    setImpact(null);
    if (patch === null) return undefined;
    let isOutdated = false;
    const timer = setTimeout(() => {
      void weigh({ scope, patch }).then((answer) => (isOutdated ? undefined : setImpact('data' in answer ? answer.data : null)));
    }, PAUSE_MILLISECONDS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [patch, scope, weigh]);

  const text = impact ? impactText(impact, scope.level, t) : '';
  const isGrave = impact !== null && isGraver(impact);
  return (
    <LiveRegion gap={6}>
      {text ? (
        <Notice
          tone={isGrave ? 'warning' : 'information'}
          action={impact && patch ? <WayToPreview scope={scope} patch={patch} impact={impact} /> : null}
        >
          {text}
        </Notice>
      ) : null}
    </LiveRegion>
  );
}
