'use strict';

const { variantOf } = require('../variant');

module.exports = ({ env }) => {
  const variant = variantOf(env('PLAYGROUND'));
  const sandbox = env('SANDBOX_URL');
  const frontEnd = env('FRONT_END_URL');
  return {
    'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } },
    'microsoft-sync': {
      enabled: true,
      config: {
        // `npm start` runs a local Microsoft 365 beside Strapi. Without SANDBOX_URL this is Microsoft's own cloud.
        microsoft: sandbox ? { cloud: { authority: sandbox, graph: sandbox } } : {},
        host: { user: variant.user },
        resources: variant.resources,
        // The local Microsoft 365 reaches this Strapi, and tells of changes at once.
        notifications: sandbox ? { url: `http://127.0.0.1:${env.int('PORT', 1337)}` } : {},
        // The example of a front end, which `npm start -- --members` runs at an origin of its own.
        frontEnds: frontEnd ? [frontEnd] : [],
        contentApi: { ownersOnly: variant.ownersOnly },
        scheduler: { enabled: env.bool('SCHEDULER_ENABLED', true) },
      },
    },
    'crm-example': { enabled: true, resolve: './src/plugins/crm-example' },
  };
};
