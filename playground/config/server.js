'use strict';

/** On the loopback address only: this is a playground with demo people. */
module.exports = ({ env }) => {
  const port = env.int('PORT', 1337);
  return {
    host: env('HOST', '127.0.0.1'),
    port,
    // Base of the redirect URI. `localhost`, because Microsoft accepts plain http for that name alone.
    url: env('PUBLIC_URL', `http://localhost:${port}`),
    app: { keys: env.array('APP_KEYS') },
    logger: { startup: { enabled: false }, updates: { enabled: false } },
  };
};
