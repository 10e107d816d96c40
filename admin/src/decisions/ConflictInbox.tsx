import { useConfirmation } from '../components/useConfirmation';
import { useMay } from '../components/useMay';
import { useVisiblePolling } from '../components/useVisiblePolling';
import { useListQuery } from '../lists/useListQuery';
import { permissions } from '../permissions';
import { useGetMicrosoftConflictsQuery } from '../services/api';
import { decidedFilterText } from '../text/labels';
import { useText } from '../text/useText';
import { ConflictCard } from './ConflictCard';
import { Inbox } from './Inbox';
import { BackToMe } from './BackToMe';

const ownNames = ['decided', 'resource'];
const names = [...ownNames, 'user'];
const REFRESH_MILLISECONDS = 5000;

/** Open conflicts to decide, and decided ones whose losers can be put back; everybody's, or one's own. */
export function ConflictInbox({ isOwn }: { isOwn: boolean }) {
  const t = useText();
  const list = useListQuery(isOwn ? ownNames : names);
  const query = { ...list.query, decided: list.query['decided'] || 'false' };
  const { ask, dialog } = useConfirmation();
  const mayDecide = useMay(isOwn ? permissions.updateMe : permissions.runSync) === true;
  return (
    <>
      <Inbox
        title={t(isOwn ? 'conflicts.title-own' : 'conflicts.title')}
        subtitle={t('conflicts.subtitle')}
        empty={t('conflicts.empty')}
        navigation={isOwn ? <BackToMe /> : undefined}
        list={list}
        done={{ name: 'decided', label: t('conflicts.filter'), open: t('conflicts.filter-open'), choices: decidedFilterText }}
        query={useVisiblePolling(useGetMicrosoftConflictsQuery({ isOwn, query }), REFRESH_MILLISECONDS)}
      >
        {(items) =>
          items.map((conflict) => <ConflictCard key={conflict.id} conflict={conflict} isOwn={isOwn} disabled={!mayDecide} ask={ask} />)
        }
      </Inbox>
      {dialog}
    </>
  );
}
