'use strict';

const { factories } = require('@strapi/strapi');
const { ownRoutes } = require('strapi-plugin-microsoft-sync/contracts');

/** Each reaches what is the signed-in person's, and nothing else. */
module.exports = factories.createCoreRouter('api::todo.todo', { config: ownRoutes() });
