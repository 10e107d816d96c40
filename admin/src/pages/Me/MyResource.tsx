import type { SyncStatusRow } from '../../../../src/contracts';
import type { Me } from '../../../../src/contracts/http';
import { GuardNotice } from '../../account/GuardNotice';
import { ReasonNotice } from '../../account/ReasonNotice';
import { ResourceCard } from '../../account/ResourceCard';
import { StartNotice } from '../../account/StartNotice';
import { CollectionsSection } from '../../collections/CollectionsSection';
import { MyDecisions } from '../../decisions/MyDecisions';
import { Notice } from '../../components/Notice';
import { resourceText } from '../../text/labels';
import { useText } from '../../text/useText';
import { HeldList } from './HeldList';

/** One's own calendar or tasks: beside how they are doing, what waits for one's word. */
export function MyResource({ me, row, canUpdate }: { me: Me; row: SyncStatusRow; canUpdate: boolean }) {
  const t = useText();
  const runs = me.lastRuns.filter((run) => run.resource === row.resource);
  const problem = me.account.state === 'connected' ? row.reason : null; // what keeps this resource, and not the account, from being synchronized
  return (
    <ResourceCard
      row={row}
      runs={runs}
      notice={
        <>
          {problem === 'no-mailbox' ? (
            <Notice tone="danger">{t('resource.not-there', { resource: t(resourceText[row.resource]) })}</Notice>
          ) : null}
          {problem === null || problem === 'no-mailbox' ? null : <ReasonNotice state={row.state} reason={problem} />}
          {row.waitsFor === 'start' ? <StartNotice resource={row.resource} disabled={!canUpdate} /> : null}
          {row.waitsFor === 'deletions' && row.waitingRun !== null ? (
            <GuardNotice run={row.waitingRun} resource={row.resource} disabled={!canUpdate} />
          ) : null}
        </>
      }
    >
      <MyDecisions row={row} />
      <CollectionsSection resource={row.resource} />
      <HeldList resource={t(resourceText[row.resource])} held={me.held.filter((item) => item.resource === row.resource)} />
    </ResourceCard>
  );
}
