'use strict';

const demo = require('../../demo.json');
const { enterApplication } = require('./application');
const { createEvents } = require('./events');
const { createPeople } = require('./people');
const { createTasks } = require('./tasks');

const ORGANIZATION = 'plugin::microsoft-sync.organization';

/** Fills an empty database with demo people, their organization, some events and tasks; does nothing where somebody has signed up already. */
async function seedDemo(strapi) {
  const password = process.env.DEMO_PASSWORD;
  if (!password || (await strapi.db.query('admin::user').count()) > 0) return;

  const people = await createPeople(strapi, demo, password);
  await strapi.documents(ORGANIZATION).create({ data: { name: demo.organization, members: people.map((person) => person.id) } });
  await createEvents(strapi, people);
  await createTasks(strapi, people);
  await enterApplication(strapi);
  strapi.log.info('Demo data is in place.');
}

module.exports = { seedDemo };
