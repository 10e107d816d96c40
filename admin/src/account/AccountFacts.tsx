import { useIntl } from 'react-intl';

import type { AccountStatus } from '../../../src/contracts';
import { Facts } from '../components/Facts';
import { Moment } from '../components/Moment';
import { useText } from '../text/useText';

export function AccountFacts({ account: { mailbox, connectedAt, lastSucceededAt } }: { account: AccountStatus }) {
  const t = useText();
  const { formatDate } = useIntl();
  const unknown = t('unknown');
  return (
    <Facts
      facts={[
        { name: t('account.name'), value: mailbox?.displayName || unknown },
        { name: t('account.address'), value: mailbox?.address || unknown },
        { name: t('account.time-zone'), value: mailbox?.timeZone || unknown },
        {
          name: t('account.connected-at'),
          value: connectedAt ? formatDate(connectedAt, { dateStyle: 'medium', timeStyle: 'short' }) : unknown,
        },
        { name: t('account.last-succeeded'), value: lastSucceededAt ? <Moment instant={lastSucceededAt} /> : t('never') },
      ]}
    />
  );
}
