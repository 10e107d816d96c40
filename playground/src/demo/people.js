'use strict';

const EVENT = 'plugin::microsoft-sync.calendar-event';

/** The administrator and the people of the demo, all in Strapi's admin panel. Gives the people, the administrator among them. */
async function createPeople(strapi, demo, password) {
  const users = strapi.service('admin::user');
  const roles = strapi.service('admin::role');
  const administrators = await roles.getSuperAdmin();
  const colleagues = await roles.create({ name: 'Colleague', description: 'Works with events and connects an own Microsoft account.' });
  await roles.assignPermissions(colleagues.id, permissionsOfColleagues(strapi));

  const create = (person, role) =>
    users.create({ ...person, password, isActive: true, registrationToken: null, roles: [role.id] });
  const people = [await create(demo.administrator, administrators)];
  for (const person of demo.people) people.push(await create(person, colleagues));
  return people;
}

function permissionsOfColleagues(strapi) {
  const fields = Object.keys(strapi.contentType(EVENT).attributes).filter((name) => isEditable(strapi, name));
  const own = ['me.read', 'me.update'].map((name) => ({ action: `plugin::microsoft-sync.${name}` }));
  const events = ['create', 'read', 'update'].map((verb) => ({
    action: `plugin::content-manager.explorer.${verb}`,
    subject: EVENT,
    properties: { fields },
  }));
  const removal = { action: 'plugin::content-manager.explorer.delete', subject: EVENT };
  const known = strapi.service('admin::permission').actionProvider;
  return [...own, ...events, removal].filter(({ action }) => known.has(action));
}

function isEditable(strapi, name) {
  return !['id', 'documentId', 'createdAt', 'updatedAt', 'publishedAt', 'createdBy', 'updatedBy', 'locale', 'localizations'].includes(name);
}

module.exports = { createPeople };
