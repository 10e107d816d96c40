import type { StoredLink } from '../../storage/port';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import type { Outgoing } from './outgoing';
import { ofBody } from './requests';
import type { RunContext } from '../context';

/** What is about to be sent by requests that no key names: whatever becomes of their answers, the next reading knows it again. */
export async function noteSent(run: RunContext, outgoing: readonly Outgoing[]): Promise<void> {
  const { fields } = run.resource.definition;
  const changes = newChangeSet();
  for (const { link, write } of outgoing) {
    if (!link || write.kind !== 'update' || !write.fields.some((field) => fields[field]?.asSent)) continue;
    const sent = Object.fromEntries(write.fields.flatMap((field) => (fields[field]?.asSent ? [[field, write.values[field]]] : [])));
    changes.linkChanges.push({ id: link.id, changes: { facts: { ...link.facts, sent } } });
  }
  if (changes.linkChanges.length > 0) await commit(run, changes);
}

/**
 * Microsoft has said that it did not do it: what is missing now was taken away by somebody else. Not where an earlier attempt was not answered:
 * what that has done is not known. `now`: the link as it stands, where the write before this answer has noted that it is under way.
 */
export function noteNotWritten(changes: ChangeSet, { link }: Outgoing, now: StoredLink | undefined): void {
  if (!link?.microsoftId || link.facts.isBeingWritten) return;
  const { isBeingWritten, ...facts } = now?.facts ?? link.facts;
  if (isBeingWritten) changes.linkChanges.push({ id: link.id, changes: { facts } });
}

/** Nothing of it is sent with the item's own body. */
export const isSentApart = (run: RunContext, fields: readonly string[]): boolean => ofBody(run, fields).length === 0;
