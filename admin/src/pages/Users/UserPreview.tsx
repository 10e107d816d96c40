import { useParams } from 'react-router-dom';

import { BackLink } from '../../components/BackLink';
import { PreviewPage } from '../../decisions/PreviewPage';
import { useText } from '../../text/useText';

/** What the next run of somebody else's account would do. */
export function UserPreview() {
  const { id = '' } = useParams();
  const t = useText();
  return <PreviewPage user={id} navigation={<BackLink to={`users/${encodeURIComponent(id)}`}>{t('preview.back-to-user')}</BackLink>} />;
}
