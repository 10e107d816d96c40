import { useState } from 'react';

import { Notice } from '../../components/Notice';
import { useText } from '../../text/useText';
import { secretExpiry } from './secretExpiry';

/** A warning in time: in colour, and in words for those who see none. */
export function SecretExpiryNotice({ expiresAt }: { expiresAt: string | null | undefined }) {
  const t = useText();
  const [now] = useState(() => Date.now());
  const expiry = secretExpiry(expiresAt, now);
  switch (expiry.kind) {
    case 'unknown':
    case 'later':
      return null;
    case 'soon':
      return <Notice tone="warning">{t('secret.expires-soon', { days: expiry.days })}</Notice>;
    case 'very-soon':
      return <Notice tone="danger">{t('secret.expires-very-soon', { days: expiry.days })}</Notice>;
    case 'expired':
      return <Notice tone="danger">{t('secret.expired')}</Notice>;
  }
}
