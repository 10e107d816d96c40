import { calendarEvent } from './calendar-event';
import { organization } from './organization';
import { organizationSetting, systemSetting, userSetting } from './settings';
import { task } from './task';

export const contentTypes = {
  'calendar-event': calendarEvent,
  task,
  organization,
  'system-setting': systemSetting,
  'organization-setting': organizationSetting,
  'user-setting': userSetting,
};
