import { changeOccurrence } from './change-occurrence.js';
import { formatInstant } from './dates.js';
import { deleteOccurrence } from './delete-event.js';
import type { Instance, ResponseStatus } from './event.js';
import type { Author } from './mail.js';
import { sendMail } from './mail.js';
import type { Mailbox } from './mailbox.js';
import { reportResponse } from './meetings.js';

export const responses = ['accepted', 'tentativelyAccepted', 'declined'] as const;
export type Response = (typeof responses)[number];

/** An invited person answers for the whole meeting or for one occurrence; what is declined leaves the calendar. */
export function respond(mailbox: Mailbox, { event, date }: Instance, response: Response, sendsResponse: boolean, author: Author): void {
  const status: ResponseStatus = { response, time: formatInstant(mailbox.clock.now()) };
  if (sendsResponse) {
    sendMail(mailbox, 'response', [event.organizer.address], event, author);
    // The organizer's copy keeps one answer for each attendee: that to the series.
    if (date === undefined) reportResponse(mailbox, event, status);
  }
  const properties = { responseStatus: status, showAs: response === 'accepted' ? 'busy' : 'tentative' };
  if (response === 'declined') {
    if (date === undefined) mailbox.remove(event);
    else deleteOccurrence(mailbox, event, date, author);
  } else if (date === undefined) {
    mailbox.put({
      ...event,
      version: mailbox.nextVersion(),
      modifiedAt: mailbox.clock.now(),
      properties: { ...event.properties, ...properties },
    });
  } else {
    changeOccurrence(mailbox, event, date, { named: new Set(['responseStatus', 'showAs']), properties }, author);
  }
}
