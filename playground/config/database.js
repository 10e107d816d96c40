'use strict';

const path = require('node:path');

/** SQLite unless DATABASE_CLIENT says `postgres` or `mysql`. Each variant has a file of its own, for their entries are not the same. */
module.exports = ({ env }) => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  const server = (port) => ({
    host: env('DATABASE_HOST', '127.0.0.1'),
    port: env.int('DATABASE_PORT', port),
    database: env('DATABASE_NAME', 'strapi'),
    user: env('DATABASE_USERNAME', 'strapi'),
    password: env('DATABASE_PASSWORD', 'strapi'),
    ssl: env.bool('DATABASE_SSL', false),
  });
  const connections = {
    sqlite: () => ({ filename: path.resolve(__dirname, '..', env('DATABASE_FILENAME', `.tmp/${env('PLAYGROUND', 'crm')}.db`)) }),
    postgres: () => server(5432),
    mysql: () => server(3306),
  };
  const connection = connections[client];
  if (!connection) throw new Error(`DATABASE_CLIENT is "${client}"; it can be ${Object.keys(connections).join(', ')}.`);
  return { connection: { client, connection: connection(), useNullAsDefault: true } };
};
