import { addressOf } from '../../../../src/sync/entry-id';
import type { RemoteItem } from '../../../../src/sync/resource';
import { hashKey } from '../../storage/sql/keys';

/** What names a meeting for everybody in a home of the host: one entry there stands for all copies. The plugin's own type has an entry for each. */
export function meetingKeyOf(home: string, { sharedUid, part }: Pick<RemoteItem, 'sharedUid' | 'part'>): string | null {
  return home === '' || sharedUid === null ? null : hashKey(home, sharedUid, part?.key ?? '');
}

/** The same of an entry, for its link; nothing where copies have entries of their own. */
export function withMeetingKey(id: string | null, remote: RemoteItem, taken: ReadonlySet<string>): { meetingKey?: string | null } {
  const meetingKey = id === null ? null : meetingKeyOf(addressOf(id).home, remote);
  return meetingKey === null ? {} : { meetingKey: taken.has(meetingKey) ? null : meetingKey };
}
