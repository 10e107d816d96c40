import { Notice } from '../../components/Notice';
import { SystemPageLink } from '../../components/SystemPageLink';
import { useText } from '../../text/useText';

/** Nobody can connect before an administrator has entered the Azure application; who may do that is shown the way. */
export function ApplicationMissing() {
  const t = useText();
  return (
    <Notice tone="warning" title={t('me.application-missing.title')} action={<SystemPageLink />}>
      {t('me.application-missing.body')}
    </Notice>
  );
}
