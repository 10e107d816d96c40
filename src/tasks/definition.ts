import { asHomeSays, holdsTexts } from '../sync/home-row';
import type { ResourceDefinition } from '../sync/resource';
import { asTask } from './as-task';
import { bodyForMicrosoft } from './body-for-microsoft';
import { fields } from './fields';
import { readMicrosoft } from './read-microsoft';
import { readStrapi } from './read-strapi';
import { refusals } from './refusals';
import { matchCriteria, fingerprint, title } from './recognize';
import { rowForStrapi } from './row-for-strapi';

/** Tasks of Microsoft To Do and of `plugin::microsoft-sync.task`. `timeZone` is the mailbox' own: it says which day a date is. `isRich`: a home holds bodies with their formatting. */
export function tasksIn({ timeZone, isRich = false }: { readonly timeZone: string | null; readonly isRich?: boolean }): ResourceDefinition {
  return {
    resource: 'tasks',
    uid: 'plugin::microsoft-sync.task',
    fields,
    readMicrosoft: (raw) => readMicrosoft(raw, { zone: timeZone, isWhole: false, isRich }),
    readWhole: (raw) => [readMicrosoft(raw, { zone: timeZone, isWhole: true, isRich })],
    parts: null,
    readStrapi: (row) => asHomeSays(row, readStrapi(row), holdsTexts),
    bodyForMicrosoft: (values, changed) => bodyForMicrosoft(values, changed, timeZone),
    rowForStrapi,
    problems: (values) => {
      const { isReminderOn, reminderAt } = asTask(values);
      return isReminderOn === (reminderAt !== null)
        ? []
        : [{ fields: ['isReminderOn', 'reminderAt'], message: 'A reminder has a time when it is on, and none when it is off.' }];
    },
    refusals,
    mask: (item) => ({ item, masked: [] }),
    span: () => null,
    title,
    fingerprint,
    matchCriteria,
  };
}
