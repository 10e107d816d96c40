import { deleteEvent, deleteOccurrence } from '../mailbox/delete-event.js';
import { sendMail } from '../mailbox/mail.js';
import type { Response } from '../mailbox/respond.js';
import { respond } from '../mailbox/respond.js';
import { GraphError, invalidRequest } from './errors.js';
import { findInstance } from './event-routes.js';
import { readBoolean, readProperties, readString } from './read-value.js';
import type { GraphAnswer, GraphRequest } from './request.js';

/** Organizer only; everybody invited is told (graph-facts §1.9). */
export function cancelEvent(request: GraphRequest): GraphAnswer {
  const { event, date } = findInstance(request);
  readComment(request.body);
  if (!event.isOrganizer) throw invalidRequest("Your request can't be completed. You need to be an organizer to cancel a meeting.");
  if (date === undefined) deleteEvent(request.mailbox, event, 'application');
  else deleteOccurrence(request.mailbox, event, date, 'application');
  return { status: 202 };
}

export function respondWith(response: Response): (request: GraphRequest) => GraphAnswer {
  return (request) => {
    const instance = findInstance(request);
    const { event } = instance;
    const given = readProperties(request.body ?? {}, ['comment', 'sendResponse', 'proposedNewTime'], 'parameters');
    const sendsResponse =
      given['sendResponse'] === undefined || given['sendResponse'] === null || readBoolean(given['sendResponse'], 'sendResponse');
    if (event.isOrganizer)
      throw invalidRequest("Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.");
    if (given['proposedNewTime'] && (!sendsResponse || !event.properties.allowNewTimeProposals)) {
      throw invalidRequest("Your request can't be completed. A new time cannot be proposed for this meeting.");
    }
    respond(request.mailbox, instance, response, sendsResponse, 'application');
    return { status: 202 };
  };
}

export function forwardEvent(request: GraphRequest): GraphAnswer {
  const { event } = findInstance(request);
  const given = readProperties(request.body, ['comment', 'toRecipients'], 'parameters');
  const recipients = Array.isArray(given['toRecipients']) ? given['toRecipients'] : [];
  if (recipients.length === 0) throw new GraphError(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.');
  const addresses = recipients.map((one) =>
    readString(
      readProperties(readProperties(one, ['emailAddress'], 'toRecipients')['emailAddress'], ['name', 'address'], 'emailAddress')['address'],
      'address',
    ),
  );
  sendMail(request.mailbox, 'invitation', addresses, event, 'application');
  return { status: 202 };
}

export function dismissReminder(request: GraphRequest): GraphAnswer {
  findInstance(request);
  return { status: 200 };
}

/** Out of the mailbox for good; for the calendar the same as a deletion. */
export function permanentlyDelete(request: GraphRequest): GraphAnswer {
  const { event, date } = findInstance(request);
  if (date === undefined) deleteEvent(request.mailbox, event, 'application');
  else deleteOccurrence(request.mailbox, event, date, 'application');
  return { status: 204 };
}

function readComment(body: unknown): void {
  const given = readProperties(body ?? {}, ['comment'], 'parameters');
  if (given['comment'] !== undefined && given['comment'] !== null) readString(given['comment'], 'comment');
}
