'use strict';

const LOCALES = ['en', 'de'];
const SYNCHRONIZED = ['plugin::microsoft-sync.calendar-event', 'plugin::microsoft-sync.task'];

/** The administrator and the people of the demo, all in Strapi's admin panel. Gives the people, the administrator among them. */
async function createPeople(strapi, demo, password, { types }) {
  const users = strapi.service('admin::user');
  const roles = strapi.service('admin::role');
  const administrators = await roles.getSuperAdmin();
  const colleagues = await roles.create({
    name: 'Colleague',
    description: 'Works with events and tasks and whatever holds them, and connects an own Microsoft account.',
  });
  await roles.assignPermissions(
    colleagues.id,
    permissionsOfColleagues(strapi, [...SYNCHRONIZED, ...types.map((name) => `api::${name}.${name}`)]),
  );

  const create = (person, role) => users.create({ ...person, password, isActive: true, registrationToken: null, roles: [role.id] });
  const people = [await create(demo.administrator, administrators)];
  for (const person of demo.people) people.push(await create(person, colleagues));
  return people;
}

function permissionsOfColleagues(strapi, subjects) {
  const own = ['me.read', 'me.update', 'calendar.read', 'calendar.update'].map((name) => ({ action: `plugin::microsoft-sync.${name}` }));
  const items = subjects.flatMap((subject) => {
    const type = strapi.contentType(subject);
    const of = type.pluginOptions?.i18n?.localized ? { locales: LOCALES } : {};
    // Of a component each attribute is a field of its own.
    const fields = strapi.service('admin::content-type').getNestedFields(type, { components: strapi.components });
    const verb = (name, properties) => ({ action: `plugin::content-manager.explorer.${name}`, subject, properties });
    return [
      ...['create', 'read', 'update'].map((name) => verb(name, { ...of, fields })),
      verb('delete', of),
      ...(type.options?.draftAndPublish ? [verb('publish', of)] : []),
    ];
  });
  const known = strapi.service('admin::permission').actionProvider;
  return [...own, ...items].filter(({ action }) => known.has(action));
}

module.exports = { createPeople };
