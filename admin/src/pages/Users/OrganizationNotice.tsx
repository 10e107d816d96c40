import { useIntl } from 'react-intl';

import type { UserHead } from '../../../../src/contracts/http';
import { Notice } from '../../components/Notice';
import { useText } from '../../text/useText';

/** Whose settings this person inherits; in several organizations, only one of them counts. */
export function OrganizationNotice({ user: { organization, otherOrganizations } }: { user: UserHead }) {
  const t = useText();
  const { formatList } = useIntl();
  if (organization === null) return <Notice tone="information">{t('user.no-organization')}</Notice>;
  if (otherOrganizations.length === 0) return <Notice tone="information">{t('user.organization', { name: organization.name })}</Notice>;
  const others = formatList(
    otherOrganizations.map(({ name }) => name),
    { type: 'conjunction' },
  );
  return <Notice tone="warning">{t('user.several-organizations', { name: organization.name, others })}</Notice>;
}
