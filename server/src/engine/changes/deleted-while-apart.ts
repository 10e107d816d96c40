import { decision } from '../../../../src/sync/decision';
import type { LocalRow, StoredLink } from '../../storage/port';
import type { RunContext } from '../context';
import type { ChangeSet } from './change-set';
import { entriesOf } from './journal';

/** Deleted in Strapi while it did not take part: Microsoft keeps its item, which is remembered, or it would come in as a new one. */
export function endApart(run: RunContext, changes: ChangeSet, link: StoredLink): void {
  const ended = decision('deleted in Strapi while it did not take part: remembered, Microsoft keeps it', { link: { kind: 'end' } });
  changes.linkChanges.push({ id: link.id, changes: { state: 'ended' } });
  changes.log.push(...entriesOf(run, { decision: ended, link, row: null, remote: null }));
}

/** What has become of its entry is nothing to Microsoft. */
export const isGoneApart = ({ state, facts }: StoredLink, row: LocalRow | null): boolean =>
  state === 'linked' && facts.isApart === true && row === null;
