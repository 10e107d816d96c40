import { useState } from 'react';

import { Notice } from '../components/Notice';
import { type TextKey, useText } from '../text/useText';
import { secretExpiry } from './secretExpiry';

type Credential = 'secret' | 'certificate';

const texts: Record<Credential, Record<'soon' | 'very-soon' | 'expired', TextKey>> = {
  secret: { soon: 'secret.expires-soon', 'very-soon': 'secret.expires-very-soon', expired: 'secret.expired' },
  certificate: { soon: 'certificate.expires-soon', 'very-soon': 'certificate.expires-very-soon', expired: 'certificate.expired' },
};

/** A warning in time: in colour, and in words for those who see none. */
export function SecretExpiryNotice({ of = 'secret', expiresAt }: { of?: Credential; expiresAt: string | null | undefined }) {
  const t = useText();
  const [now] = useState(() => Date.now());
  const expiry = secretExpiry(expiresAt, now);
  switch (expiry.kind) {
    case 'unknown':
    case 'later':
      return null;
    case 'soon':
      return <Notice tone="warning">{t(texts[of].soon, { days: expiry.days })}</Notice>;
    case 'very-soon':
    case 'expired':
      return <Notice tone="danger">{t(texts[of][expiry.kind], { days: expiry.days })}</Notice>;
  }
}
