import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openCrm, TODO, type Crm } from '../support';

let crm: Crm;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'microsoft-sync-other-plugin-'));
afterEach(async () => {
  await crm.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

it('another plugin says in its register() which of its types is a home, and no later', async () => {
  const mapping = { uid: TODO, owner: 'assignee', accepts: 'all', fields: { title: 'title' } };
  fs.writeFileSync(
    path.join(folder, 'strapi-server.js'),
    `module.exports = { register({ strapi }) { strapi.plugin('microsoft-sync').service('resources').register('tasks', ${JSON.stringify(mapping)}); } };`,
  );
  fs.writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'strapi-plugin-other', version: '0.0.0', strapi: { kind: 'plugin', name: 'other', displayName: 'Other' } }),
  );
  crm = await openCrm({ hostUser: 'plugin::users-permissions.user', boot: { plugins: { other: { enabled: true, resolve: folder } } } });
  const { tasks } = crm.office.mailbox;
  tasks.addTask({ title: 'Read' }, tasks.defaultListId);
  await crm.sync('tasks');
  expect(await crm.documents(TODO).findMany()).toMatchObject([{ title: 'Read' }]);
  const { resources } = crm.office.services;
  expect(() => resources.register('tasks', { uid: TODO, owner: 'assignee', fields: { title: 'title' } })).toThrow('register()');
});
