import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { failureOf } from '../services/failure';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';

interface RefusalProps {
  error: unknown;
  done: boolean;
  /** Said instead of the success once a run has gone by it and found the same again. */
  stillSo?: string | null;
}

/** What became of a decision, read out: refused with the reason, on its way, or without effect. */
export function Refusal({ error, done, stillSo = null }: RefusalProps) {
  const t = useText();
  const failureText = useFailureText();
  return (
    <LiveRegion gap={4}>
      {error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}
      {done && !error ? <Notice tone={stillSo === null ? 'success' : 'warning'}>{stillSo ?? t('decisions.done')}</Notice> : null}
    </LiveRegion>
  );
}
