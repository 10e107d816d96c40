'use strict';

/**
 * One type for three kinds of activities, so it holds three homes: each takes the entries of its kind and gives that kind to what it makes.
 * The first home that accepts an item gets it: an event of the category *Call* is a call, any other a meeting.
 */

/** @type {import('strapi-plugin-microsoft-sync/contracts').HomeMapping<'calendar'>} */
const calls = {
  name: 'calls',
  uid: 'api::activity.activity',
  owner: 'assignee',
  takesPart: { kind: 'call' },
  accepts: { categories: ['Call'] },
  create: { data: { kind: 'call' } },
  fields: {
    subject: 'title',
    start: 'start',
    body: { attribute: 'description', format: 'markdown' },
    categories: 'labels',
  },
  // A call has no end of its own.
  durationMinutes: 30,
};

/** @type {import('strapi-plugin-microsoft-sync/contracts').HomeMapping<'calendar'>} */
const appointments = {
  name: 'appointments',
  uid: 'api::activity.activity',
  owner: 'assignee',
  takesPart: { kind: 'meeting' },
  accepts: 'all',
  create: { data: { kind: 'meeting' } },
  fields: {
    subject: 'title',
    start: 'start',
    end: 'end',
    isAllDay: 'isAllDay',
    location: 'place',
    body: { attribute: 'description', format: 'markdown' },
    categories: 'labels',
  },
  // The type knows no rules: each date of a recurring meeting is an activity of its own.
  series: 'entry-per-occurrence',
};

/** @type {import('strapi-plugin-microsoft-sync/contracts').HomeMapping<'tasks'>} */
const tasks = {
  name: 'tasks',
  uid: 'api::activity.activity',
  owner: 'assignee',
  takesPart: { kind: 'task' },
  accepts: 'all',
  create: { data: { kind: 'task' } },
  fields: {
    title: 'title',
    body: { attribute: 'description', format: 'markdown' },
    dueDate: 'dueOn',
    taskStatus: {
      attribute: 'state',
      values: { notStarted: 'planned', inProgress: 'doing', waitingOnOthers: 'waiting', deferred: 'waiting', completed: 'done' },
    },
    // Backwards the first that is named counts: what is not important is normal, and what is low in To Do stays so.
    importance: { attribute: 'isImportant', values: { high: true, normal: false, low: false } },
    checklist: { attribute: 'steps', fields: { title: 'title', isChecked: 'isDone' } },
    categories: 'labels',
  },
};

module.exports = { calls, appointments, tasks };
