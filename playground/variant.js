'use strict';

const { crm, members } = require('./config/homes');

const CRM = ['company', 'contact', 'deal', 'meeting', 'activity'];

/**
 * What the playground is, by the variable PLAYGROUND:
 * - `crm`: a small CRM whose own types hold events and tasks
 * - `members`: the same, whose people are users of Users & Permissions with to-dos
 * - `built-in`: the plugin's own types alone
 */
const variants = {
  crm: { user: 'admin::user', types: CRM, resources: crm, ownersOnly: [] },
  members: { user: 'plugin::users-permissions.user', types: [...CRM, 'todo'], resources: members, ownersOnly: ['api::todo.todo'] },
  'built-in': { user: 'admin::user', types: [], resources: {}, ownersOnly: [] },
};

/** @param {string} [name] */
function variantOf(name = 'crm') {
  if (!Object.hasOwn(variants, name)) throw new Error(`PLAYGROUND is "${name}"; it can be ${Object.keys(variants).join(', ')}.`);
  return { name, ...variants[/** @type {keyof typeof variants} */ (name)] };
}

/** What the application has beside that is in no menu. */
function hideOtherTypes(strapi, { types }) {
  for (const { uid, modelName, pluginOptions } of Object.values(strapi.contentTypes)) {
    if (!uid.startsWith('api::') || types.includes(modelName)) continue;
    strapi.contentType(uid).pluginOptions = { ...pluginOptions, 'content-manager': { visible: false } };
  }
}

module.exports = { hideOtherTypes, variantOf };
