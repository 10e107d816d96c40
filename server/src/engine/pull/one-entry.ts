import type { RemoteItem } from '../../../../src/sync/resource';
import { meetingKeyOf } from '../changes/meeting-key';
import type { RunContext } from '../context';

export interface Others {
  /** Keys of meetings that somebody else's link stands for. */
  readonly meetings: ReadonlySet<string>;
  /** Addresses of organizers who are connected: it is their copy that comes in. */
  readonly organizers: ReadonlySet<string>;
}
const nobodyElse: Others = { meetings: new Set(), organizers: new Set() };

/**
 * One meeting has one entry in each home of the host, whoever's mailbox it came from: the organizer's copy where they are connected, else the first.
 * Other copies are left alone, and may come in once that link has ended.
 */
export async function othersWith(run: RunContext, items: readonly RemoteItem[]): Promise<Others> {
  const names = run.items.homes.namesOfHost();
  if (names.length === 0 || items.length === 0) return nobodyElse;
  const meetings = items.flatMap((item) => names.flatMap((name) => meetingKeyOf(name, item) ?? []));
  const organizers = items.flatMap((item) => (item.isOwn ? [] : (organizerOf(item) ?? [])));
  return {
    meetings: meetings.length > 0 ? await run.store.meetingsOfOthers(run.target, meetings) : nobodyElse.meetings,
    organizers: organizers.length > 0 ? await run.guard.connectedAmong([...new Set(organizers)]) : nobodyElse.organizers,
  };
}

/** Whether a new item in this home is a copy of what somebody else's mailbox brings there. */
export function isOfOthers({ meetings, organizers }: Others, home: string, item: RemoteItem): boolean {
  const meeting = meetingKeyOf(home, item);
  if (meeting === null) return false;
  return meetings.has(meeting) || (!item.isOwn && organizers.has(organizerOf(item) ?? ''));
}

function organizerOf({ values }: RemoteItem): string | null {
  const email = (values['organizer'] as { email?: unknown } | null | undefined)?.email;
  return typeof email === 'string' && email !== '' ? email.toLowerCase() : null;
}
