import { useIntl } from 'react-intl';

import type { AssignedMailbox } from '../../../src/contracts/http';
import { mailboxHowText } from '../text/labels';
import { useText } from '../text/useText';

/** By whose word somebody has a mailbox, and since when. */
export function AssignedBy({ assignment: { how, byName, at } }: { assignment: NonNullable<AssignedMailbox['assignment']> }) {
  const t = useText();
  const { formatDate } = useIntl();
  const who = how === 'person' ? (byName ?? t('unknown')) : t(mailboxHowText[how]);
  return at === null ? who : t('mailbox.by-at', { who, at: formatDate(at, { dateStyle: 'medium' }) });
}
