'use strict';

/**
 * Enters the sandbox's Azure application as an administrator would on the page *System*: there it can be looked at and changed.
 * `npm start` hands its values in; without them the page is empty, as in a new Strapi.
 */
async function enterApplication(strapi) {
  const { SANDBOX_CLIENT_ID, SANDBOX_TENANT_ID, SANDBOX_CLIENT_SECRET } = process.env;
  if (!SANDBOX_CLIENT_ID) return;
  await strapi.plugin('microsoft-sync').service('application').write({
    clientId: SANDBOX_CLIENT_ID,
    tenantId: SANDBOX_TENANT_ID,
    clientSecret: SANDBOX_CLIENT_SECRET,
    mode: 'delegated',
  });
}

module.exports = { enterApplication };
