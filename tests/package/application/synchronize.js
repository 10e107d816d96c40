'use strict';

/**
 * Runs inside the application that the packed plugin was installed into, as a plugin's author would write it. Talks with the test by
 * messages: gives the address to sign in at, gets what Microsoft answered, gives what the run did.
 */
const { createStrapi } = require('@strapi/strapi');
const { microsoftSync } = require('strapi-plugin-microsoft-sync/contracts');

const answer = () => new Promise((resolve) => process.once('message', resolve));

async function main() {
  const strapi = await createStrapi({ appDir: __dirname, distDir: __dirname }).load();
  const microsoft = microsoftSync(strapi);
  const role =
    (await strapi.service('admin::role').getSuperAdmin()) ??
    (await strapi.service('admin::role').create({ name: 'Super Admin', code: 'strapi-super-admin' }));
  const person = await strapi.service('admin::user').create({
    firstname: 'Ada',
    lastname: 'Ames',
    email: 'ada@sandbox.example',
    password: 'Test-password-1',
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
  const user = person.documentId;

  process.send({ services: Object.keys(microsoft).filter((name) => microsoft[name]), version: strapi.config.get('info.strapi') });
  const { application } = await answer();
  await microsoft.application.write(application);
  await microsoft.settings.writeIntegrations({ calendar: true });
  await microsoft.settings.write({ level: 'system' }, { calendarEnabled: true });
  await strapi.documents('plugin::microsoft-sync.calendar-event').create({
    data: {
      subject: 'Made in Strapi',
      start: new Date(Date.now() + 3600e3).toISOString(),
      end: new Date(Date.now() + 7200e3).toISOString(),
      timeZone: 'UTC',
      owner: person.id,
    },
  });

  process.send(await microsoft.accounts.beginConnect({ user }));
  await microsoft.accounts.finishConnect({ user, ...(await answer()) });
  const first = await microsoft.sync.run({ user, resource: 'calendar' });
  const second = await microsoft.sync.run({ user, resource: 'calendar' });
  const rows = await strapi.documents('plugin::microsoft-sync.calendar-event').findMany({ fields: ['subject'] });
  await strapi.destroy();
  process.send({ first: first.runs, second: second.runs, subjects: rows.map((row) => row.subject).sort() });
}

main().then(
  () => process.exit(0),
  (error) => process.send({ error: error.stack }, () => process.exit(1)),
);
