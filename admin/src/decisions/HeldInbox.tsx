import { useConfirmation } from '../components/useConfirmation';
import { useMay } from '../components/useMay';
import { useVisiblePolling } from '../components/useVisiblePolling';
import { useListQuery } from '../lists/useListQuery';
import { permissions } from '../permissions';
import { useGetMicrosoftHeldQuery } from '../services/api';
import { ignoredFilterText } from '../text/labels';
import { useText } from '../text/useText';
import { BackToMe } from './BackToMe';
import { HeldCard } from './HeldCard';
import { Inbox } from './Inbox';

const ownNames = ['ignored', 'resource'];
const names = [...ownNames, 'user'];
const REFRESH_MILLISECONDS = 5000;

/** Items that wait for somebody; everybody's, or one's own. */
export function HeldInbox({ isOwn }: { isOwn: boolean }) {
  const t = useText();
  const list = useListQuery(isOwn ? ownNames : names);
  const { ask, dialog } = useConfirmation();
  const mayDecide = useMay(isOwn ? permissions.updateMe : permissions.runSync) === true;
  return (
    <>
      <Inbox
        title={t(isOwn ? 'held.page-title-own' : 'held.page-title')}
        subtitle={t('held.subtitle')}
        empty={t('held.empty')}
        navigation={isOwn ? <BackToMe /> : undefined}
        list={list}
        done={{ name: 'ignored', label: t('held.filter'), open: t('held.filter-waiting'), choices: ignoredFilterText }}
        query={useVisiblePolling(useGetMicrosoftHeldQuery({ isOwn, query: list.query }), REFRESH_MILLISECONDS)}
      >
        {(items) => items.map((item) => <HeldCard key={item.id} item={item} isOwn={isOwn} disabled={!mayDecide} ask={ask} />)}
      </Inbox>
      {dialog}
    </>
  );
}
