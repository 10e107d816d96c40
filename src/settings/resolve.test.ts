import { describe, expect, it } from 'vitest';
import type { SettingValues } from '../contracts';
import { settingFields, settingNames } from './fields';
import { resolveSettings, type SettingsOfLevel } from './resolve';
import { settingsProblems } from './validate';

/** Three different legal values per field, none of them the default. */
const samples: { [F in keyof SettingValues]: [SettingValues[F], SettingValues[F], SettingValues[F]] } = {
  syncIntervalMinutes: [1, 2, 3],
  incidentMails: [false, false, false],
  calendarEnabled: [true, true, true],
  calendarDirection: ['strapi-to-microsoft', 'microsoft-to-strapi', 'strapi-to-microsoft'],
  calendarConflictResolution: ['microsoft-wins', 'newest-wins', 'ask'],
  calendarPastDays: [1, 2, 3],
  calendarFutureDays: [1, 2, 3],
  calendarInvitations: ['never', 'always', 'never'],
  calendarPrivateEvents: ['full', 'skip', 'full'],
  tasksEnabled: [true, true, true],
  tasksDirection: ['strapi-to-microsoft', 'microsoft-to-strapi', 'strapi-to-microsoft'],
  tasksConflictResolution: ['microsoft-wins', 'newest-wins', 'ask'],
};
const both = [false, true];

describe.each(settingNames)('%s', (field) => {
  const [ofSystem, ofOrganization, ofUser] = samples[field];
  const level = (value: unknown, isSet: boolean, isLocked = false): SettingsOfLevel => ({
    values: { [field]: isSet ? value : null },
    locks: { [field]: isLocked },
  });

  it('reads the nearest value that no lock above forbids, over every combination of set, inherited and locked', () => {
    let combinations = 0;
    for (const system of both)
      for (const organization of both)
        for (const user of both)
          for (const systemLocks of both)
            for (const organizationLocks of both)
              for (const isInOrganization of both) {
                combinations += 1;
                const levels = {
                  system: level(ofSystem, system, systemLocks),
                  organization: isInOrganization ? level(ofOrganization, organization, organizationLocks) : null,
                  user: level(ofUser, user),
                };
                const lockedBy = systemLocks ? 'system' : isInOrganization && organizationLocks ? 'organization' : null;
                const fromSystem = system
                  ? { effective: ofSystem, source: 'system' }
                  : { effective: settingFields[field].default, source: 'default' };
                const fromOrganization =
                  isInOrganization && organization && !systemLocks ? { effective: ofOrganization, source: 'organization' } : fromSystem;
                const inherited = { inherited: { value: fromOrganization.effective, source: fromOrganization.source } };
                const expected = user && lockedBy === null ? { effective: ofUser, source: 'user', ...inherited } : fromOrganization;
                expect(resolveSettings(levels, 'user')[field]).toEqual({ own: user ? ofUser : null, lockedBy, ...expected });
                expect(resolveSettings({ ...levels, organization: levels.organization, user: null }, 'organization')[field]).toMatchObject({
                  ...(isInOrganization ? fromOrganization : fromSystem),
                  lockedBy: systemLocks ? 'system' : null,
                });
                expect(resolveSettings(levels, 'system')[field]).toMatchObject({ ...fromSystem, lockedBy: null, lock: systemLocks });
              }
    expect(combinations).toBe(64);
  });
});

it('says beside an own value what would count without it, also at the system level', () => {
  const levels = { system: { values: { syncIntervalMinutes: 5 } }, organization: { values: { syncIntervalMinutes: 10 } }, user: null };
  expect(resolveSettings(levels, 'organization').syncIntervalMinutes.inherited).toEqual({ value: 5, source: 'system' });
  expect(resolveSettings(levels, 'system').syncIntervalMinutes.inherited).toEqual({ value: 15, source: 'default' });
  expect(resolveSettings(levels, 'user').syncIntervalMinutes.inherited).toBeUndefined();
});

it('keeps what is false or zero apart from what is inherited', () => {
  const levels = {
    system: { values: { calendarEnabled: true, calendarPastDays: 5 } },
    organization: null,
    user: { values: { calendarEnabled: false, calendarPastDays: 0 } },
  };
  const reading = resolveSettings(levels, 'user');
  expect([reading.calendarEnabled.effective, reading.calendarPastDays.effective]).toEqual([false, 0]);
});

it.each([
  [{ syncIntervalMinutes: 0 }, ['syncIntervalMinutes']],
  [{ syncIntervalMinutes: 1.5 }, ['syncIntervalMinutes']],
  [{ syncIntervalMinutes: 1441 }, ['syncIntervalMinutes']],
  [{ syncIntervalMinutes: 'ten' }, ['syncIntervalMinutes']],
  [{ syncIntervalMinutes: 1440, calendarPastDays: 0, calendarEnabled: null }, []],
  [{ calendarDirection: 'sideways', colour: 'red' }, ['calendarDirection', 'colour']],
  [{ locks: { calendarEnabled: 'yes', colour: true } }, ['locks.calendarEnabled', 'locks.colour']],
  [{ constructor: 1 }, ['constructor']],
  ['ten', ['']],
])('says what is wrong with %j', (patch, paths) => {
  expect(settingsProblems(patch, 'system').map(({ path }) => path)).toEqual(paths);
});
it('knows no lock at user level', () => {
  expect(settingsProblems({ locks: { calendarEnabled: true } }, 'user')).toHaveLength(1);
});
