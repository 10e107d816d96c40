import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootStrapi, type BootedStrapi } from '../support';

describe('Strapi with the plugin', () => {
  let booted: BootedStrapi;
  beforeAll(async () => {
    booted = await bootStrapi();
  });
  afterAll(() => booted.close());

  it('has the content types', () => {
    const uids = Object.keys(booted.strapi.plugin('microsoft-sync').contentTypes);
    expect(uids).toEqual(
      expect.arrayContaining(['calendar-event', 'organization', 'organization-setting', 'system-setting', 'task', 'user-setting']),
    );
  });

  it('has not loaded what a start does not need', () => {
    const loaded = (name: string) => Object.keys(createRequire(__filename).cache).filter((file) => file.includes(`/node_modules/${name}/`));
    expect(loaded('node-schedule')).not.toEqual([]);
    for (const name of ['markdown-it', 'rrule-temporal', 'temporal-polyfill', 'htmlparser2', '@azure', '@microsoft'])
      expect(loaded(name)).toEqual([]);
  });

  it('lets a person with a role into the admin panel, and nobody else', async () => {
    const person = await booted.createAdminUser({ permissions: [] });
    const token = await booted.adminToken(person);
    await booted.request.get('/admin/users/me').expect(401);
    const { body } = await booted.request.get('/admin/users/me').set('Authorization', `Bearer ${token}`).expect(200);
    expect(body.data.email).toBe(person.email);
  });
});
