import type { Resource, SettingReading, SettingsPatch, SettingValues } from '../../../src/contracts';
import type { ApplicationReading, LevelSettings, LevelSettingsPatch } from '../../../src/contracts/http';
import { settingNames } from '../../../src/settings/fields';
import { type ApplicationChange, applicationChange, type ApplicationForm, applicationFormOf } from '../application/form';
import type { Place } from '../services/paths';

/** `null` inherits; `''` is an own value that nobody has typed yet. */
export type Draft<V> = V | null | '';

/** What one level lets one edit. A level without an Azure application (a user) leaves that part as it is. */
export interface LevelForm {
  application: ApplicationForm;
  integrations: { [R in Resource]: boolean };
  fields: { [F in keyof SettingValues]: Draft<SettingValues[F]> };
  locks: { [F in keyof SettingValues]: boolean };
}
/** What the server says of a level. */
export interface LevelReadings {
  scope: Place;
  settings: LevelSettings;
  application: ApplicationReading | null;
}

export function formOf({ scope, settings, application }: LevelReadings): LevelForm {
  return {
    application: applicationFormOf(scope.level, application),
    integrations: { ...settings.integrations },
    fields: ofEach((field) => settings.fields[field].own) as LevelForm['fields'],
    locks: ofEach((field) => settings.fields[field].lock === true) as LevelForm['locks'],
  };
}

interface LevelChanges {
  settings: LevelSettingsPatch | null; // null: nothing to save there
  application: ApplicationChange | null;
}

/** Only what differs, so that saving one card never writes what somebody else just saved on the other. */
export function changesOf(before: LevelForm, after: LevelForm): LevelChanges {
  return { settings: settingsPatch(before, after), application: applicationChange(before.application, after.application) };
}

export function settingsPatch(before: LevelForm, after: LevelForm): LevelSettingsPatch | null {
  const fields: SettingsPatch = { ...differing(before.fields, after.fields) } as SettingsPatch;
  const locks = differing(before.locks, after.locks);
  const integrations = differing(before.integrations, after.integrations);
  if (!isEmpty(locks)) fields.locks = locks;
  const patch = { ...(isEmpty(fields) ? {} : { fields }), ...(isEmpty(integrations) ? {} : { integrations }) };
  return isEmpty(patch) ? null : patch;
}

/** What somebody typed, put on top of what another person has saved meanwhile. */
export function onTopOf(theirs: LevelForm, before: LevelForm, typed: LevelForm): LevelForm {
  return {
    application: typed.application, // has no version, so nobody else's change of it was in the way
    integrations: { ...theirs.integrations, ...differing(before.integrations, typed.integrations) },
    fields: { ...theirs.fields, ...differing(before.fields, typed.fields) },
    locks: { ...theirs.locks, ...differing(before.locks, typed.locks) },
  };
}

/** What a field shows while its level says nothing, or may not. */
export function inheritedOf<V>(reading: SettingReading<V>): { value: V; source: SettingReading<V>['source'] } {
  return reading.inherited ?? { value: reading.effective, source: reading.source };
}

/** What would count at this level after a save, as far as it depends on this level. */
export function shownValue<F extends keyof SettingValues>(
  reading: SettingReading<SettingValues[F]>,
  draft: Draft<SettingValues[F]>,
): SettingValues[F] | '' {
  return draft === null || reading.lockedBy !== null ? inheritedOf(reading).value : draft;
}

const ofEach = (value: (field: keyof SettingValues) => unknown) => Object.fromEntries(settingNames.map((field) => [field, value(field)]));
const isEmpty = (patch: object): boolean => Object.keys(patch).length === 0;
const differing = <T extends object>(before: T, after: T): Partial<T> =>
  Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key as keyof T] !== value)) as Partial<T>;
