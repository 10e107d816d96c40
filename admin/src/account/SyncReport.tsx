import { useIntl } from 'react-intl';

import type { RunReport } from '../../../src/contracts';
import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { useText } from '../text/useText';
import { listFormatter, reportText } from './runTexts';

const tones: Record<RunReport['outcome'], 'success' | 'information' | 'warning' | 'danger'> = {
  completed: 'success',
  'nothing-to-do': 'success',
  off: 'information',
  busy: 'information',
  'stopped-by-guard': 'warning',
  delayed: 'warning',
  'action-required': 'danger',
  failed: 'danger',
};

/** Where something ran, what is switched off is no news. */
function saying(runs: RunReport[] | null): RunReport[] {
  const ran = (runs ?? []).filter(({ outcome }) => outcome !== 'off');
  return ran.length > 0 ? ran : (runs ?? []).slice(0, 1);
}

/** What *Sync now* did, read out as soon as it is known. */
export function SyncReport({ gap = 6, runs, error }: { gap?: 4 | 6; runs: RunReport[] | null; error: string | null }) {
  const t = useText();
  const formatList = listFormatter(useIntl());
  return (
    <LiveRegion gap={gap}>
      {error ? <Notice tone="danger">{error}</Notice> : null}
      {runs?.length === 0 ? <Notice tone="information">{t('report.none')}</Notice> : null}
      {saying(runs).map((run) => (
        <Notice key={run.run} tone={tones[run.outcome]}>
          {reportText(run, t, formatList)}
        </Notice>
      ))}
    </LiveRegion>
  );
}
