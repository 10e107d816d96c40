import { taskEnums } from './enums';
import { line } from './line';
import { OURS } from './ours';

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
      recurrence: { type: 'text', customField: `${OURS}recurrence`, options: { start: 'dueDate' } },
      categories: { type: 'json', customField: `${OURS}categories` },
      checklist: { type: 'json', customField: `${OURS}checklist` },
      listName: line(),
      owner: { type: 'relation', relation: 'manyToOne', target: 'admin::user', useJoinTable: true },
    },
  },
};
