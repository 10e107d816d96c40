import { accessDenied, GraphError, itemNotFound } from '../graph/errors.js';
import { demandPermission, type Identity } from '../graph/permissions.js';
import { splitPath } from '../graph/routes.js';
import { decodeCalendarId, decodeListId } from '../mailbox/ids.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { Watched } from './subscription.js';

/**
 * What a resource such as `me/calendars/{id}/events` means. `me/events` was seen to tell of the default calendar alone (graph-facts §5.1); tasks can be
 * watched with a person's sign-in alone.
 */
export function readResource(identity: Identity, resource: string, findMailbox: (idOrAddress: string) => Mailbox | undefined): Watched {
  const [root = '', ...rest] = splitPath(resource.replace(/^\/?v1\.0\//i, ''));
  const isMe = root.toLowerCase() === 'me';
  if (!isMe && root.toLowerCase() !== 'users') throw invalidResource();
  if (isMe && identity.kind === 'application') throw invalidResource();
  const mailbox = findMailbox(isMe && identity.kind === 'delegated' ? identity.personId : (rest[0] ?? ''));
  if (!mailbox) throw itemNotFound();
  if (identity.kind === 'delegated' && identity.personId !== mailbox.person.id) throw accessDenied();
  if (mailbox.person.hasMailbox === false)
    throw new GraphError(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.');
  const segments = isMe ? rest : rest.slice(1);
  const [first = '', second = '', third = '', fourth = ''] = segments.map((segment) => segment.toLowerCase());
  const mailboxId = mailbox.person.id;
  if ((segments.length === 1 && first === 'events') || (segments.length === 2 && first === 'calendar' && second === 'events')) {
    demandPermission(identity, 'calendar');
    return { kind: 'events', mailboxId, place: mailbox.defaultCalendarKey };
  }
  if (segments.length === 3 && first === 'calendars' && third === 'events') {
    demandPermission(identity, 'calendar');
    const reference = decodeCalendarId(segments[1] ?? '');
    const calendar = reference && mailbox.findCalendar(reference);
    if (!calendar) throw itemNotFound();
    return { kind: 'events', mailboxId, place: calendar.key };
  }
  if (segments.length === 4 && first === 'todo' && second === 'lists' && fourth === 'tasks') {
    if (identity.kind === 'application') throw invalidResource();
    demandPermission(identity, 'tasks');
    const key = decodeListId(segments[2] ?? '');
    if (key === undefined || !mailbox.todo.lists.all.has(key)) throw invalidResource();
    return { kind: 'tasks', mailboxId, place: key };
  }
  throw invalidResource();
}

const invalidResource = (): GraphError => new GraphError(400, 'ExtensionError', 'Invalid resource specified in payload.');
