import { useAttention } from '../../attention/useAttention';
import { Notice } from '../../components/Notice';
import { useText } from '../../text/useText';

/** One's account stands still for an application that is not one's own to mend; whoever may mend it is led there above. */
export function ApplicationReason() {
  const t = useText();
  const { attention } = useAttention();
  const isTold = attention?.lines.some(({ text }) => text === 'attention.told');
  return isTold ? (
    <Notice tone="information" title={t('attention.state.waits')}>
      {t('attention.told')}
    </Notice>
  ) : (
    <Notice tone="warning">{t('me.waits-for-application')}</Notice>
  );
}
