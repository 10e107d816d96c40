'use strict';

/**
 * To-dos of users of the website: `host.user` is `plugin::users-permissions.user`.
 * @type {import('strapi-plugin-microsoft-sync/contracts').HomeMapping<'tasks'>}
 */
const todos = {
  uid: 'api::todo.todo',
  owner: 'assignee',
  accepts: 'all',
  fields: {
    title: 'title',
    body: 'notes',
    // A task is due on a day: in the datetime that is the day in the zone of the person's mailbox, and the time of day stays as it is.
    dueDate: 'due',
    // Begun, waiting or deferred in To Do is not done here, and stays what it is there.
    taskStatus: {
      attribute: 'done',
      values: { notStarted: false, completed: true, inProgress: false, waitingOnOthers: false, deferred: false },
    },
  },
};

module.exports = { todos };
