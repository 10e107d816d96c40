import type { SettingsPatch, SettingValues } from '../contracts';
import { settingNames } from './fields';
import type { SettingsOfLevel } from './resolve';

/** What a level holds after a patch: absent leaves a field as it is, `null` gives it back to the level above. */
export function applyPatch(before: SettingsOfLevel | null, patch: SettingsPatch): SettingsOfLevel {
  const values: Partial<Record<keyof SettingValues, unknown>> = {};
  for (const name of settingNames) values[name] = patch[name] === undefined ? (before?.values[name] ?? null) : patch[name];
  return { values: values as SettingsOfLevel['values'], locks: { ...before?.locks, ...patch.locks } };
}

/** Names of the settings that a level writes or locks itself. */
export function writtenBy(level: SettingsOfLevel | null | undefined): (keyof SettingValues)[] {
  return settingNames.filter((name) => (level?.values[name] ?? null) !== null || level?.locks?.[name] === true);
}
