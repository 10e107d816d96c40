import { useCallback } from 'react';

import { useText } from '../text/useText';
import { type SettingName, settingTexts } from './sections';

/** A value as the page's inputs would show it. */
export function useValueText(): (setting: SettingName, value: unknown) => string {
  const t = useText();
  return useCallback(
    (setting, value) => {
      const { control } = settingTexts[setting];
      if (control === 'number') return String(value);
      if (control === 'switch') return t(value === true ? 'switch.on' : 'switch.off');
      const text = control.choices[String(value)];
      return text ? t(text) : String(value);
    },
    [t],
  );
}
