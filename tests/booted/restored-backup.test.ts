import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { MicrosoftSync } from '../../src/contracts';
import { type BootedStrapi, bootStrapi, EVENT, local, remote } from '../support';
import { type ApplicationSite, openApplicationSite } from '../support/application-site';

let site: ApplicationSite;
let restored: BootedStrapi | undefined;
afterEach(async () => {
  await restored?.close();
  await site.close();
});

/** What stands in the database's folder, its journal too. */
const databaseFiles = (directory: string): string[] =>
  (fs.readdirSync(directory, { recursive: true }) as string[]).filter((name) => /\.db(-wal|-shm)?$/.test(name));

it('a backup that is restored doubles nothing, loses nothing of Microsoft, and deletes nothing there', async () => {
  site = await openApplicationSite({ people: 1 });
  const { user, mailbox } = await site.connectNext();
  const { directory } = site.booted;
  const subjectsIn = async (strapi: BootedStrapi['strapi']) =>
    ((await strapi.db.query(EVENT).findMany({ select: ['subject'] })) as { subject: string }[]).map(({ subject }) => subject).sort();
  const there = () => mailbox.listEvents().map(({ subject }) => String(subject)).sort(); // prettier-ignore
  const create = (subject: string, hours: number) =>
    site.booted.strapi.documents(EVENT).create({ data: { owner: user, ...local(subject, hours) } as never });
  mailbox.addEvent(remote('There before', 24));
  await create('Here before', 26);
  await site.services.sync.run({ user, resource: 'calendar' });
  await site.booted.close({ keep: true });
  const backup = new Map(databaseFiles(directory).map((name) => [name, fs.readFileSync(path.join(directory, name))]));
  expect(backup.size).toBeGreaterThan(0);

  restored = await bootStrapi({ config: site.config, directory });
  const sync = (booted: BootedStrapi, full = false) =>
    (booted.strapi.plugin('microsoft-sync').service('sync') as MicrosoftSync['sync']).run({ user, resource: 'calendar', full });
  mailbox.addEvent(remote('There after', 28));
  await restored.strapi.documents(EVENT).create({ data: { owner: user, ...local('Here after', 30) } as never });
  const [before] = (await restored.strapi.db.query(EVENT).findMany({ where: { subject: 'Here before' } })) as { documentId: string }[];
  await restored.strapi
    .documents(EVENT)
    .update({ documentId: before?.documentId ?? '', data: { subject: 'Here before, edited' } as never });
  await sync(restored);
  const all = ['Here after', 'Here before, edited', 'There after', 'There before'];
  expect([await subjectsIn(restored.strapi), there()]).toEqual([all, all]);
  await restored.close({ keep: true });

  for (const name of databaseFiles(directory)) fs.rmSync(path.join(directory, name));
  for (const [name, content] of backup) fs.writeFileSync(path.join(directory, name), content);
  restored = await bootStrapi({ config: site.config, directory });
  expect(await subjectsIn(restored.strapi)).toEqual(['Here before', 'There before']);
  for (const full of [false, true, false]) await sync(restored, full);
  expect([await subjectsIn(restored.strapi), there()]).toEqual([all, all]);
});
