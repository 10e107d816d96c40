import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { failureOf } from '../services/failure';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';

/** What became of a decision, read out: refused with the reason, or on its way. */
export function Refusal({ error, done }: { error: unknown; done: boolean }) {
  const t = useText();
  const failureText = useFailureText();
  return (
    <LiveRegion gap={4}>
      {error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}
      {done && !error ? <Notice tone="success">{t('decisions.done')}</Notice> : null}
    </LiveRegion>
  );
}
