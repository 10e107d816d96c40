/**
 * A Strapi of its own on the folder of an application, with its scheduler at work. Told by messages what to do, and says when it is done:
 * `{ advanceMs }` moves the clock by which it judges leases, `{ check: user }` asks Microsoft for something with a token of its own.
 */
const { createStrapi } = require('@strapi/strapi');

const [, , directory] = process.argv;
const fail = (error) => {
  console.error(error);
  process.exit(1);
};

createStrapi({ appDir: directory, distDir: directory })
  .load()
  .then((strapi) => {
    const { clock, accounts } = strapi[Symbol.for('strapi-plugin-microsoft-sync.container')];
    const carryOut = async ({ advanceMs, check }) => {
      if (advanceMs !== undefined) clock.offsetMs += advanceMs;
      if (check !== undefined) await accounts.check({ user: check });
      process.send('done');
    };
    process.on('message', (order) => void carryOut(order).catch(fail));
    process.send('up');
  }, fail);
