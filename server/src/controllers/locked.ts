import { errors } from '@strapi/utils';
import type { SettingsPatch, SettingsReading, SettingValues } from '../../../src/contracts';
import type { ErrorCode } from '../../../src/contracts/errors';

/** What is stored below a lock would not count: whoever saves it has to know. Throws 'locked'. */
export function mustNotBeLocked(fields: SettingsReading, patch: SettingsPatch): void {
  const locked = Object.keys(patch)
    .filter((name): name is keyof SettingValues => Object.hasOwn(fields, name))
    .flatMap((name) => {
      const { lockedBy } = fields[name];
      return lockedBy === null ? [] : [{ name, lockedBy }];
    });
  if (locked.length === 0) return;
  throw new errors.ValidationError('Some of these settings are locked at a level above.', {
    code: 'locked' satisfies ErrorCode,
    errors: locked.map(({ name, lockedBy }) => ({
      path: [name],
      message: lockedBy === 'system' ? 'Locked for everybody.' : 'Locked by your organization.',
      lockedBy,
      name: 'ValidationError',
    })),
  });
}
