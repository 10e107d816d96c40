'use strict';

/**
 * An example for authors: a CRM's agenda, made of what strapi-plugin-microsoft-sync offers to other plugins.
 *
 * - `agenda.js`    asks the services: effective settings, the account's state, the events of a span, a run
 * - `last-runs.js` listens to the events on `strapi.eventHub`
 * - `routes.js`    shows it under `/api/crm-example/agenda`
 */
const { agenda } = require('./agenda');
const { listenToRuns } = require('./last-runs');
const { routes } = require('./routes');

let stopListening = () => {};

module.exports = {
  bootstrap({ strapi }) {
    // In bootstrap, not in register: only then all plugins are there.
    stopListening = listenToRuns(strapi);
  },
  destroy() {
    stopListening();
  },
  controllers: { agenda },
  routes,
};
