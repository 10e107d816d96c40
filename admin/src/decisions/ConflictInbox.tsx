import type { ConflictItem } from '../../../src/contracts/http';
import { useConfirmation } from '../components/useConfirmation';
import { useMay } from '../components/useMay';
import { useVisiblePolling } from '../components/useVisiblePolling';
import { useListQuery } from '../lists/useListQuery';
import { permissions } from '../permissions';
import { useGetMicrosoftConflictsQuery, useResolveMicrosoftConflictMutation } from '../services/api';
import { decidedFilterText, sideText } from '../text/labels';
import { useText } from '../text/useText';
import { BulkBar } from './BulkBar';
import { ConflictCard } from './ConflictCard';
import { Inbox } from './Inbox';
import { BackToMe } from './BackToMe';
import { useChosen } from './useChosen';
import { WhatFollows } from './WhatFollows';

const ownNames = ['decided', 'resource'];
const names = [...ownNames, 'user', 'search', 'organization'];
const REFRESH_MILLISECONDS = 5000;

/** Open conflicts to decide, and decided ones whose losers can be put back; everybody's, or one's own. */
export function ConflictInbox({ isOwn }: { isOwn: boolean }) {
  const t = useText();
  const list = useListQuery(isOwn ? ownNames : names);
  const query = { ...list.query, decided: list.query['decided'] || 'false' };
  const { ask, dialog } = useConfirmation();
  const chosen = useChosen();
  const [resolve] = useResolveMicrosoftConflictMutation();
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
        isOfEverybody={!isOwn}
        actions={
          query.decided === 'false'
            ? (items) => (
                <BulkBar
                  items={items}
                  chosen={chosen}
                  disabled={!mayDecide}
                  actions={(['strapi', 'microsoft'] as const).map((side) => ({
                    name: side,
                    label: t('conflicts.take', { side: t(sideText[side]) }),
                    ask: (those: ConflictItem[]) =>
                      ask({
                        title: t('conflicts.confirm-title', { side: t(sideText[side]) }),
                        body: t('conflicts.confirm'),
                        more: <WhatFollows conflicts={those} side={side} />,
                        confirm: t('conflicts.take', { side: t(sideText[side]) }),
                        tone: those.some((one) => one[side] === null) ? 'danger' : 'default',
                      }),
                    act: ({ id }: ConflictItem) => resolve({ id, how: { winner: side }, isOwn }).unwrap(),
                  }))}
                />
              )
            : undefined
        }
      >
        {(items) =>
          items.map((conflict) => (
            <ConflictCard key={conflict.id} conflict={conflict} isOwn={isOwn} disabled={!mayDecide} ask={ask} chosen={chosen} />
          ))
        }
      </Inbox>
      {dialog}
    </>
  );
}
