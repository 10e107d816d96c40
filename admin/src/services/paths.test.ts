import { describe, expect, it } from 'vitest';

import { applicationPath, listPath, settingsPath } from './paths';

describe('addresses of the server', () => {
  it.each([
    [settingsPath({ level: 'system' }), '/microsoft-sync/settings/system'],
    [settingsPath({ level: 'organization', id: 'a/b' }), '/microsoft-sync/organizations/a%2Fb/settings'],
    [settingsPath({ level: 'user', id: 'u' }), '/microsoft-sync/users/u/settings'],
    [applicationPath({ level: 'system' }), '/microsoft-sync/application'],
    [applicationPath({ level: 'organization', id: 'o' }), '/microsoft-sync/organizations/o/application'],
    [listPath('users', { search: 'Smith & Söhne', page: '2', state: '' }), '/microsoft-sync/users?search=Smith+%26+S%C3%B6hne&page=2'],
    [listPath('users', {}), '/microsoft-sync/users'],
  ])('%s', (found, expected) => expect(found).toBe(expected));
});
