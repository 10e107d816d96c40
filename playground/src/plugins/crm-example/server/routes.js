'use strict';

/** Called with an API token (Settings → API Tokens) that may use these two actions: the routes stay closed to everybody else. */
const routes = {
  'content-api': {
    type: 'content-api',
    routes: [
      { method: 'GET', path: '/agenda', handler: 'agenda.find' },
      { method: 'POST', path: '/agenda/refresh', handler: 'agenda.refresh' },
    ],
  },
};

module.exports = { routes };
