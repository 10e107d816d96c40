import type { Resource, SettingValues } from '../contracts';
import type { ResourceSettings } from '../sync/situation';
import type { WindowDays } from '../sync/window';

export interface SettingsOfResource {
  readonly isEnabled: boolean;
  readonly sync: ResourceSettings;
  readonly window: WindowDays;
  /** What, when changed, makes everything be read and compared again. */
  readonly key: string;
}

/** The settings that count for one resource: those named after it. What only an event can have (a window, people to mail, privacy) counts for the calendar. */
export function settingsOfResource(resource: Resource, values: SettingValues): SettingsOfResource {
  const sync = {
    direction: values[`${resource}Direction`],
    conflictResolution: values[`${resource}ConflictResolution`],
    invitations: values.calendarInvitations,
  };
  const { days, more } = own[resource](values);
  const key = [sync.direction, sync.conflictResolution, ...more].join('|');
  return { isEnabled: values[`${resource}Enabled`], sync, window: days, key };
}

/** Which days are read, and what else makes everything be read again when it changes. */
const own: { readonly [R in Resource]: (values: SettingValues) => { days: WindowDays; more: readonly unknown[] } } = {
  calendar: ({ calendarPastDays: pastDays, calendarFutureDays: futureDays, calendarInvitations, calendarPrivateEvents }) => ({
    days: { pastDays, futureDays },
    more: [calendarInvitations, calendarPrivateEvents, pastDays, futureDays],
  }),
  tasks: () => ({ days: { pastDays: 0, futureDays: 0 }, more: [] }),
};
