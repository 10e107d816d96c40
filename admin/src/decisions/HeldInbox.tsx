import { useConfirmation } from '../components/useConfirmation';
import { useMay } from '../components/useMay';
import { useVisiblePolling } from '../components/useVisiblePolling';
import { useListQuery } from '../lists/useListQuery';
import { permissions } from '../permissions';
import type { HeldEntry } from '../../../src/contracts/http';
import { type HeldVerb, useDecideMicrosoftHeldMutation, useGetMicrosoftHeldQuery } from '../services/api';
import { ignoredFilterText } from '../text/labels';
import { useText } from '../text/useText';
import { BackToMe } from './BackToMe';
import { BulkBar } from './BulkBar';
import { HeldCard } from './HeldCard';
import { Inbox } from './Inbox';
import { useChosen } from './useChosen';

const ownNames = ['ignored', 'resource'];
const names = [...ownNames, 'user', 'search', 'organization'];
const REFRESH_MILLISECONDS = 5000;

/** Items that wait for somebody; everybody's, or one's own. */
export function HeldInbox({ isOwn }: { isOwn: boolean }) {
  const t = useText();
  const list = useListQuery(isOwn ? ownNames : names);
  const { ask, dialog } = useConfirmation();
  const chosen = useChosen();
  const [decide] = useDecideMicrosoftHeldMutation();
  const act =
    (verb: HeldVerb) =>
    ({ id }: HeldEntry) =>
      decide({ id, verb, isOwn }).unwrap();
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
        isOfEverybody={!isOwn}
        actions={(items) => (
          <BulkBar
            items={items}
            chosen={chosen}
            disabled={!mayDecide}
            actions={[
              {
                name: 'approve',
                label: t('held.approve'),
                ask: (those) =>
                  ask({
                    title: t('held.approve-title'),
                    body: t('held.approve-body', { count: new Set(those.flatMap(({ write }) => write?.mails ?? [])).size }),
                    confirm: t('held.approve'),
                    tone: 'default',
                  }),
                act: act('approve'),
              },
              { name: 'retry', label: t('held.retry'), ask: () => Promise.resolve(true), act: act('retry') },
              { name: 'ignore', label: t('held.ignore'), ask: () => Promise.resolve(true), act: act('ignore') },
            ]}
          />
        )}
      >
        {(items) =>
          items.map((item) => <HeldCard key={item.id} item={item} isOwn={isOwn} disabled={!mayDecide} ask={ask} chosen={chosen} />)
        }
      </Inbox>
      {dialog}
    </>
  );
}
