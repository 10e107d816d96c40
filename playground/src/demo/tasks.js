'use strict';

const TASK = 'plugin::microsoft-sync.task';
const DAY = 24 * 60 * 60 * 1000;

/** Two tasks each. */
async function createTasks(strapi, people) {
  const day = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  for (const person of people) {
    const owner = { owner: person.id };
    await strapi.documents(TASK).create({
      data: {
        title: 'Send the offer',
        body: 'Made in Strapi. Connect a Microsoft account, and it appears in To Do.',
        dueDate: day(2),
        importance: 'high',
        ...owner,
      },
    });
    await strapi
      .documents(TASK)
      .create({ data: { title: `Prepare the trade fair (${person.firstname})`, taskStatus: 'inProgress', dueDate: day(5), ...owner } });
  }
}

module.exports = { createTasks };
