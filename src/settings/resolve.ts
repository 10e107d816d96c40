import type { Level, SettingReading, SettingsReading, SettingValues } from '../contracts';
import { settingFields, settingNames } from './fields';

/** What one level has written: its own values (`null` or absent inherits) and, above the user, its locks. */
export interface SettingsOfLevel {
  readonly values: { readonly [F in keyof SettingValues]?: SettingValues[F] | null };
  readonly locks?: { readonly [F in keyof SettingValues]?: boolean };
}
/** The levels from the top; `null` where there is none (a user in no organization, or a question asked of a higher level). */
export interface Levels {
  readonly system: SettingsOfLevel | null;
  readonly organization: SettingsOfLevel | null;
  readonly user: SettingsOfLevel | null;
}

const order = ['system', 'organization', 'user'] as const;

/**
 * The one resolver: what each field reads at `level`. The lowest own value counts, unless a level above it has locked the field;
 * a value under a lock is kept as `own` and counts again when the lock is lifted.
 */
export function resolveSettings(levels: Levels, level: Level): SettingsReading {
  const reading: Partial<Record<keyof SettingValues, SettingReading<unknown>>> = {};
  for (const field of settingNames) reading[field] = resolveField(levels, level, field);
  return reading as SettingsReading;
}

/** Only the values that count. */
export function effectiveValues(reading: SettingsReading): SettingValues {
  const values: Partial<Record<keyof SettingValues, unknown>> = {};
  for (const field of settingNames) values[field] = reading[field].effective;
  return values as SettingValues;
}

function resolveField(levels: Levels, level: Level, field: keyof SettingValues): SettingReading<unknown> {
  let effective: unknown = settingFields[field].default;
  let source: SettingReading<unknown>['source'] = 'default';
  let lockedBy: 'system' | 'organization' | null = null;
  let inherited: SettingReading<unknown>['inherited'];
  for (const above of order.slice(0, order.indexOf(level) + 1)) {
    if (above === level) inherited = { value: effective, source };
    const value = levels[above]?.values[field] ?? null;
    if (value !== null && lockedBy === null) {
      effective = value;
      source = above;
    }
    if (above !== level && above !== 'user' && lockedBy === null && levels[above]?.locks?.[field]) lockedBy = above;
  }
  const own = levels[level]?.values[field] ?? null;
  return {
    own,
    effective,
    source,
    lockedBy,
    ...(level === 'user' ? {} : { lock: levels[level]?.locks?.[field] === true }),
    ...(own !== null && lockedBy === null && inherited ? { inherited } : {}),
  };
}
