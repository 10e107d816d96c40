import { taskEnums } from './enums';
import { line } from './line';

/** Default home of tasks; `taskStatus` because `status` belongs to Strapi. */
export const task = {
  schema: {
    kind: 'collectionType',
    collectionName: 'microsoft_sync_tasks',
    info: {
      singularName: 'task',
      pluralName: 'tasks',
      displayName: 'Task',
      description: 'A task that is kept the same in Strapi and in Microsoft To Do.',
    },
    options: { draftAndPublish: false },
    pluginOptions: { i18n: { localized: false } },
    attributes: {
      title: { ...line(), required: true },
      body: { type: 'text' },
      taskStatus: { type: 'enumeration', enum: taskEnums.taskStatus, default: 'notStarted' },
      importance: { type: 'enumeration', enum: taskEnums.importance, default: 'normal' },
      dueDate: { type: 'date' },
      startDate: { type: 'date' },
      completedDate: { type: 'date' },
      isReminderOn: { type: 'boolean', default: false },
      reminderAt: { type: 'datetime' },
      recurrence: { type: 'text' },
      categories: { type: 'json' },
      checklist: { type: 'json' },
      listName: line(),
      owner: { type: 'relation', relation: 'manyToOne', target: 'admin::user', useJoinTable: true },
    },
  },
};
