import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootStrapi, databases, type BootedStrapi } from '../support';

describe.each(databases)('lists on %s', (database) => {
  let booted: BootedStrapi;
  beforeAll(async () => {
    booted = await bootStrapi({ database });
  });
  afterAll(() => booted.close());

  it('answers', async () => {
    const admin = await booted.createAdminUser({});
    const token = await booted.adminToken(admin);
    const get = (path: string) => booted.request.get(`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`);
    for (const path of ['/settings/system', '/organizations', '/users', '/users?search=te_%', '/users?state=connected', '/users?state=not-connected', '/users?organization=x', '/users?overrides=true', '/organizations?overrides=false', '/status', `/users/${admin.documentId}`, `/users/${admin.documentId}/settings`, `/users/${admin.documentId}/history`]) {
      const { status, body } = await get(path);
      console.log(path, status, JSON.stringify(body));
      expect(status).toBe(200);
    }
  });
});
