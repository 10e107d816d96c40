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

/** The settings that count for one resource: those named after it, and the calendar's where a resource has none of its own. */
export function settingsOfResource(resource: Resource, values: SettingValues): SettingsOfResource {
  const sync = {
    direction: values[`${resource}Direction`],
    conflictResolution: values[`${resource}ConflictResolution`],
    invitations: values.calendarInvitations,
  };
  const window = { pastDays: values.calendarPastDays, futureDays: values.calendarFutureDays };
  const key = [sync.direction, sync.conflictResolution, sync.invitations, values.calendarPrivateEvents, window.pastDays, window.futureDays].join('|');
  return { isEnabled: values[`${resource}Enabled`], sync, window, key };
}
