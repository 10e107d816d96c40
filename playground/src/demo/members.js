'use strict';

const USER = 'plugin::users-permissions.user';
const TODO = 'api::todo.todo';
const DAY = 24 * 60 * 60 * 1000;

/** The people of the demo as users of the website, with the same addresses and password. */
async function createMembers(strapi, demo, password) {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } });
  await letServeThemselves(strapi, role);
  const members = [];
  for (const { firstname, lastname, email } of demo.people) {
    const data = { username: `${firstname} ${lastname}`, email, password, provider: 'local', confirmed: true, role: role.id };
    members.push(await strapi.documents(USER).create({ data }));
  }
  return members;
}

/** What people do with their own account, in the front end that `npm start -- --members` runs beside Strapi. */
async function letServeThemselves(strapi, role) {
  const { controllers } = strapi.plugin('users-permissions').service('users-permissions').getActions()['plugin::microsoft-sync'];
  const actions = Object.entries(controllers).flatMap(([controller, of]) => Object.keys(of).map((name) => `${controller}.${name}`));
  for (const action of actions.filter((name) => name.startsWith('my')))
    await strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: `plugin::microsoft-sync.${action}`, role: role.id } });
}

/** For each of them one to-do that is due, and one that is done. */
async function createTodos(strapi, members, { contacts }) {
  const due = new Date(new Date().setUTCHours(15, 30, 0, 0) + 2 * DAY).toISOString();
  for (const { id: assignee } of members) {
    const create = (data) => strapi.documents(TODO).create({ data: { assignee, contact: contacts[0].id, ...data } });
    await create({ title: 'Send the signed contract', notes: 'Made in Strapi. With a mailbox, it appears in To Do.', due });
    await create({ title: 'Register', done: true });
  }
}

module.exports = { createMembers, createTodos };
