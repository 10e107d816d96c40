'use strict';

/**
 * Meetings with draft & publish, in several languages, that belong to whoever owns their deal.
 * They go to Outlook once they are published. Nothing that is new in Outlook becomes a meeting, for no deal is known there.
 * @type {import('strapi-plugin-microsoft-sync/contracts').HomeMapping<'calendar'>}
 */
const meetings = {
  uid: 'api::meeting.meeting',
  owner: 'deal.owner',
  locale: 'en',
  accepts: 'none',
  fields: {
    subject: 'title',
    start: 'start',
    end: 'end',
    location: 'place.name',
    body: { attribute: 'notes', format: 'blocks' },
    // Two words for Microsoft's six: out of office or working elsewhere, the meeting is confirmed, and stays what it was in Outlook.
    showAs: { attribute: 'certainty', values: { busy: 'confirmed', tentative: 'tentative' }, otherwise: 'confirmed' },
    // Only Microsoft says who is invited. What we write about a guest (`note`) stays with that guest.
    attendees: { attribute: 'guests', fields: { email: 'email', name: 'name', response: 'response' }, direction: 'to-strapi' },
  },
};

module.exports = { meetings };
