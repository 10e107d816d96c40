import type { SettingValues } from '../contracts';

/** What a field may hold. `problem` returns null, or a sentence that says what is allowed. */
export interface SettingField<V> {
  readonly default: V;
  readonly problem: (value: unknown) => string | null;
}

const oneOf = <V extends string>(fallback: V, ...allowed: V[]): SettingField<V> => ({
  default: fallback,
  problem: (value) => (allowed.some((one) => one === value) ? null : `Must be one of: ${allowed.join(', ')}.`),
});
const flag = (fallback: boolean): SettingField<boolean> => ({
  default: fallback,
  problem: (value) => (typeof value === 'boolean' ? null : 'Must be true or false.'),
});
const wholeNumber = (fallback: number, least: number, most: number): SettingField<number> => ({
  default: fallback,
  problem: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? null
      : `Must be a whole number from ${least} to ${most}.`,
});

const direction = () => oneOf('bidirectional', 'strapi-to-microsoft', 'microsoft-to-strapi', 'bidirectional');
const conflictResolution = () => oneOf('strapi-wins', 'strapi-wins', 'microsoft-wins', 'newest-wins', 'ask');

/** Every setting, with its default. The order is the pages'. */
export const settingFields: { readonly [F in keyof SettingValues]: SettingField<SettingValues[F]> } = {
  syncIntervalMinutes: wholeNumber(15, 1, 1440),
  incidentMails: flag(true),
  calendarEnabled: flag(false),
  calendarDirection: direction(),
  calendarConflictResolution: conflictResolution(),
  calendarPastDays: wholeNumber(30, 0, 730),
  calendarFutureDays: wholeNumber(365, 0, 730),
  calendarInvitations: oneOf('ask', 'never', 'ask', 'always'),
  calendarPrivateEvents: oneOf('busy-only', 'full', 'busy-only', 'skip'),
  tasksEnabled: flag(false),
  tasksDirection: direction(),
  tasksConflictResolution: conflictResolution(),
};

export const settingNames = Object.keys(settingFields) as (keyof SettingValues)[];
