import { decision } from '../../../../src/sync/decision';
import { aside } from '../../../../src/sync/link';
import type { LocalRow, Mark, StoredLink } from '../../storage/port';
import type { RunContext } from '../context';
import type { ChangeSet } from './change-set';
import { entriesOf } from './journal';

interface Settled {
  readonly kind: 'settled';
}

/** It takes part no more: neither side follows the other. */
export function setApart(changes: ChangeSet, mark: Mark, link: StoredLink | null): Settled {
  if (link?.state === 'linked' && !link.facts.isApart)
    changes.linkChanges.push({ id: link.id, changes: { facts: aside(link.facts, 'isApart') } });
  changes.releases.push(mark.documentId);
  return { kind: 'settled' };
}

/** Deleted in Strapi while it did not take part: Microsoft keeps its item, which is remembered, or it would come in as a new one. */
export function endApart(run: RunContext, changes: ChangeSet, link: StoredLink): Settled {
  const ended = decision('deleted-while-apart', { link: { kind: 'end' } });
  changes.linkChanges.push({ id: link.id, changes: { state: 'ended' } });
  changes.releases.push(link.documentId ?? '');
  changes.log.push(...entriesOf(run, { decision: ended, link, row: null, remote: null }));
  return { kind: 'settled' };
}

/** What has become of its entry is nothing to Microsoft. */
export const isGoneApart = ({ state, facts }: StoredLink, row: LocalRow | null): boolean =>
  state === 'linked' && facts.isApart === true && row === null;
