import { Notice } from '../components/Notice';
import { useText } from '../text/useText';
import { AttentionLines } from './AttentionLines';
import { useAttention } from './useAttention';

/** On top of pages that are about something else: somebody is needed. */
export function AttentionBanner() {
  const t = useText();
  const { attention } = useAttention();
  if (attention?.state !== 'needs-you') return null;
  return (
    <Notice tone="warning" title={t('attention.state.needs-you')}>
      <AttentionLines lines={attention.lines} />
    </Notice>
  );
}
