'use strict';

const SYNCHRONIZED = ['plugin::microsoft-sync.calendar-event', 'plugin::microsoft-sync.task'];

/** The administrator and the people of the demo, all in Strapi's admin panel. Gives the people, the administrator among them. */
async function createPeople(strapi, demo, password) {
  const users = strapi.service('admin::user');
  const roles = strapi.service('admin::role');
  const administrators = await roles.getSuperAdmin();
  const colleagues = await roles.create({
    name: 'Colleague',
    description: 'Works with events and tasks and connects an own Microsoft account.',
  });
  await roles.assignPermissions(colleagues.id, permissionsOfColleagues(strapi));

  const create = (person, role) => users.create({ ...person, password, isActive: true, registrationToken: null, roles: [role.id] });
  const people = [await create(demo.administrator, administrators)];
  for (const person of demo.people) people.push(await create(person, colleagues));
  return people;
}

function permissionsOfColleagues(strapi) {
  const own = ['me.read', 'me.update'].map((name) => ({ action: `plugin::microsoft-sync.${name}` }));
  const items = SYNCHRONIZED.flatMap((subject) => {
    const fields = Object.keys(strapi.contentType(subject).attributes).filter(isEditable);
    const changes = ['create', 'read', 'update'].map((verb) => ({
      action: `plugin::content-manager.explorer.${verb}`,
      subject,
      properties: { fields },
    }));
    return [...changes, { action: 'plugin::content-manager.explorer.delete', subject }];
  });
  const known = strapi.service('admin::permission').actionProvider;
  return [...own, ...items].filter(({ action }) => known.has(action));
}

function isEditable(name) {
  return !['id', 'documentId', 'createdAt', 'updatedAt', 'publishedAt', 'createdBy', 'updatedBy', 'locale', 'localizations'].includes(name);
}

module.exports = { createPeople };
