'use strict';

const demo = require('../../demo.json');
const { createActivities } = require('./activities');
const { enterApplication } = require('./application');
const { createCustomers } = require('./customers');
const { createEvents } = require('./events');
const { createMeetings } = require('./meetings');
const { createMembers, createTodos } = require('./members');
const { createPeople } = require('./people');
const { createTasks } = require('./tasks');

const ORGANIZATION = 'plugin::microsoft-sync.organization';

/** Fills an empty database with what the variant shows; does nothing where somebody has signed up already. */
async function seedDemo(strapi, variant) {
  const password = process.env.DEMO_PASSWORD;
  if (!password || (await strapi.db.query('admin::user').count()) > 0) return;

  const people = await createPeople(strapi, demo, password, variant);
  const members = variant.name === 'members' ? await createMembers(strapi, demo, password) : people;
  await strapi.documents(ORGANIZATION).create({ data: { name: demo.organization, members: members.map((member) => member.id) } });
  if (variant.name === 'built-in') {
    await createEvents(strapi, people);
    await createTasks(strapi, people);
  } else await createCrm(strapi, { people, members, variant });
  await switchOn(strapi, ['calendar', 'tasks']);
  await enterApplication(strapi);
  strapi.log.info('Demo data is in place.');
}

async function createCrm(strapi, { people, members, variant }) {
  await strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German (de)' });
  const customers = await createCustomers(strapi, people);
  await createMeetings(strapi, customers);
  await createActivities(strapi, people, customers);
  if (variant.name === 'members') await createTodos(strapi, members, customers);
  // Who runs this has written the mappings; in an application somebody looks at the preview first, on the page Records.
  await strapi.plugin('microsoft-sync').service('resources').confirm();
}

/** So that they travel as soon as an account is connected. */
async function switchOn(strapi, resources) {
  const settings = strapi.plugin('microsoft-sync').service('settings');
  for (const resource of resources) {
    await settings.writeIntegrations({ [resource]: true });
    await settings.write({ level: 'system' }, { [`${resource}Enabled`]: true });
  }
}

module.exports = { seedDemo };
