'use strict';

const ACTIVITY = 'api::activity.activity';
const HOUR = 60 * 60 * 1000;

/** For each person a call, a meeting and a task. */
async function createActivities(strapi, people, { deals, contacts }) {
  const midnight = new Date().setUTCHours(24, 0, 0, 0);
  const at = (hours) => new Date(midnight + hours * HOUR).toISOString();
  for (const [index, person] of people.entries()) {
    const contact = contacts[index % contacts.length];
    const deal = deals[index % deals.length];
    const of = { assignee: person.id, contact: contact.id, deal: deal.id };
    const activities = [
      { kind: 'call', title: `Call ${contact.name}`, description: 'Has she read **the offer**?', start: at(9 + index), labels: ['Call'] },
      { kind: 'meeting', title: `Coffee with ${contact.name}`, start: at(12 + index), end: at(13 + index), place: 'Café Compass' },
      {
        kind: 'task',
        title: `Write the offer: ${deal.name}`,
        description: 'Made in Strapi. Connect a Microsoft account, and it appears in To Do.',
        dueOn: at(48).slice(0, 10),
        isImportant: true,
        steps: [{ title: 'Ask for prices', isDone: true }, { title: 'Have it checked' }],
      },
    ];
    for (const activity of activities) await strapi.documents(ACTIVITY).create({ data: { ...activity, ...of } });
  }
}

module.exports = { createActivities };
