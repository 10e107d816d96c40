'use strict';

const EVENT = 'plugin::microsoft-sync.calendar-event';
const HOUR = 60 * 60 * 1000;

/** Two events each, from tomorrow on, so that something travels to Microsoft as soon as an account is connected. */
async function createEvents(strapi, people) {
  const midnight = new Date().setUTCHours(24, 0, 0, 0);
  const at = (hours) => new Date(midnight + hours * HOUR).toISOString();
  for (const [index, person] of people.entries()) {
    const owner = { owner: person.id };
    await strapi.documents(EVENT).create({
      data: {
        subject: `Call with a customer (${person.firstname})`,
        body: 'Made in Strapi. Connect a Microsoft account, and it appears in Outlook.',
        start: at(9 + index),
        end: at(10 + index),
        timeZone: 'Europe/Berlin',
        location: 'Phone',
        ...owner,
      },
    });
    await strapi.documents(EVENT).create({
      data: { subject: 'Trade fair', start: at(48), end: at(96), isAllDay: true, showAs: 'free', timeZone: 'Europe/Berlin', ...owner },
    });
  }
}

module.exports = { createEvents };
