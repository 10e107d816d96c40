import { useIntl } from 'react-intl';

import type { NamedSeries } from '../../../src/contracts';
import { wordsOfRule } from '../recurrence/ruleWords';
import { useText } from '../text/useText';

/** "“Stand-up”, every Tuesday"; null: there is no series, or nobody can say its rule. */
export function useSeriesNamed(series: NamedSeries | null | undefined): string | null {
  const t = useText();
  const intl = useIntl();
  if (!series) return null;
  const rule = wordsOfRule(t, intl, series.rule, series.start);
  if (rule === null) return null;
  return series.title === '' ? t('series.unnamed', { rule }) : t('series.named', { title: series.title, rule });
}
