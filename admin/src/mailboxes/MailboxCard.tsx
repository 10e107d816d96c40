import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { MailboxChange, UserHead } from '../../../src/contracts/http';
import { Card } from '../components/Card';
import { Facts } from '../components/Facts';
import { Notice } from '../components/Notice';
import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import { mailboxChangeText } from '../text/labels';
import { useServerText } from '../text/useServerText';
import { useText } from '../text/useText';
import { AssignMailbox } from './AssignMailbox';
import { AssignedBy } from './AssignedBy';
import { mailboxProblemText } from './problemText';

/** Application mode: which mailbox is this person's, by whose word, beside what the profile says. */
export function MailboxCard({ user }: { user: UserHead }) {
  const t = useText();
  const serverText = useServerText();
  const mayManage = useMay(permissions.manageAccounts) === true;
  const { mailbox, email } = user;
  if (mailbox === null) return null;
  const { assignment, problem, changes } = mailbox;
  const differs = assignment !== null && email !== '' && email.toLowerCase() !== assignment.address.toLowerCase();
  return (
    <Card title={t('mailbox.title')} intro={t('mailbox.intro')}>
      {problem === null ? null : <Notice tone="danger">{serverText(mailboxProblemText[problem.code], problem.message, true)}</Notice>}
      {assignment === null && problem === null ? <Notice tone="warning">{t('mailbox.none-yet')}</Notice> : null}
      {differs ? <Notice tone="warning">{t('mailbox.differs', { profile: email, assigned: assignment.address })}</Notice> : null}
      <Facts
        facts={[
          { name: t('mailbox.assigned'), value: assignment?.address ?? t('mailbox.none') },
          { name: t('mailbox.by'), value: assignment === null ? '–' : <AssignedBy assignment={assignment} /> },
          { name: t('mailbox.profile'), value: email || t('mailbox.none') },
        ]}
      />
      {mayManage ? <AssignMailbox user={user} mailbox={mailbox} /> : null}
      {changes.length > 0 ? <Changes changes={changes} /> : null}
    </Card>
  );
}

function Changes({ changes }: { changes: MailboxChange[] }) {
  const t = useText();
  const { formatDate } = useIntl();
  return (
    <Box>
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {t('mailbox.changes')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={1} paddingTop={2}>
        {changes.map(({ address, how, byName, at }, index) => (
          <Typography key={`${at} ${index}`} tag="li" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {t('mailbox.change', {
              at: formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
              what: t(address === null && how !== 'stopped' && how !== 'disconnected' ? 'mailbox.change-away' : mailboxChangeText[how], {
                by: byName ?? '–',
              }),
              address: address ?? t('mailbox.none'),
            })}
          </Typography>
        ))}
      </Flex>
    </Box>
  );
}
