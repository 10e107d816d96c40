'use strict';

const { appointments, calls, tasks } = require('./activities');
const { meetings } = require('./meetings');
const { todos } = require('./todos');

/**
 * `config.resources` of the plugin. Strapi reads the files of `config`, not of its folders, so these are only what the playground asks for.
 * Of what is new in Microsoft, the first home that accepts it gets it: meetings accept nothing, calls those of a category, appointments the rest.
 * @type {import('strapi-plugin-microsoft-sync/contracts').ResourcesConfig}
 */
const crm = {
  calendar: { homes: [meetings, calls, appointments] },
  tasks: { homes: [tasks] },
};

/** @type {import('strapi-plugin-microsoft-sync/contracts').ResourcesConfig} */
const members = { tasks: { homes: [todos] } };

module.exports = { crm, members };
