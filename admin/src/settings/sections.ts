import type { Resource, SettingValues } from '../../../src/contracts';
import { conflictResolutionText, directionText, invitationsText, privateEventsText } from '../text/labels';
import type { TextKey } from '../text/useText';

export type SettingName = keyof SettingValues;

/** How a setting is shown, and what is said when it does not fit; `choices` names the values of those that have a few. */
interface SettingTexts {
  readonly label: TextKey;
  readonly hint?: TextKey;
  readonly problem: TextKey;
  readonly control: 'number' | 'switch' | { readonly choices: Record<string, TextKey> };
}

const enabled = (hint: TextKey): SettingTexts => ({ label: 'enabled.label', hint, problem: 'field.problem', control: 'switch' });
const choice = (label: TextKey, hint: TextKey, choices: Record<string, TextKey>): SettingTexts => ({
  label,
  hint,
  problem: 'field.problem',
  control: { choices },
});
const direction = choice('direction.label', 'direction.hint', directionText);
const conflictResolution = choice('conflict.label', 'conflict.hint', conflictResolutionText);
const days = (label: TextKey, hint: TextKey): SettingTexts => ({ label, hint, problem: 'days.problem', control: 'number' });

export const settingTexts: Readonly<Record<SettingName, SettingTexts>> = {
  syncIntervalMinutes: { label: 'interval.label', hint: 'interval.hint', problem: 'interval.problem', control: 'number' },
  incidentMails: { label: 'incident-mails.label', hint: 'incident-mails.hint', problem: 'field.problem', control: 'switch' },
  calendarEnabled: enabled('calendar.enabled.hint'),
  calendarDirection: direction,
  calendarConflictResolution: conflictResolution,
  calendarPastDays: days('past-days.label', 'past-days.hint'),
  calendarFutureDays: days('future-days.label', 'future-days.hint'),
  calendarInvitations: choice('invitations.label', 'invitations.hint', invitationsText),
  calendarPrivateEvents: choice('private-events.label', 'private-events.hint', privateEventsText),
  tasksEnabled: enabled('tasks.enabled.hint'),
  tasksDirection: direction,
  tasksConflictResolution: conflictResolution,
};

/** A card of the page: settings that belong together, and the resource they are about. */
export interface Section {
  readonly title: TextKey;
  readonly intro: TextKey;
  readonly resource: Resource | null;
  readonly settings: readonly SettingName[];
}

export const sections: readonly Section[] = [
  { title: 'schedule.title', intro: 'schedule.intro', resource: null, settings: ['syncIntervalMinutes', 'incidentMails'] },
  {
    title: 'calendar.title',
    intro: 'calendar.intro',
    resource: 'calendar',
    settings: [
      'calendarEnabled',
      'calendarDirection',
      'calendarConflictResolution',
      'calendarPastDays',
      'calendarFutureDays',
      'calendarInvitations',
      'calendarPrivateEvents',
    ],
  },
  {
    title: 'tasks.title',
    intro: 'tasks.intro',
    resource: 'tasks',
    settings: ['tasksEnabled', 'tasksDirection', 'tasksConflictResolution'],
  },
];

export const resourceOf = (setting: SettingName): Resource | null =>
  sections.find(({ settings }) => settings.includes(setting))?.resource ?? null;
