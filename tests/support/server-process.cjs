/**
 * A Strapi of its own on the folder of an application, with its scheduler at work. Told by messages what to do, and says when it is done:
 * `{ advanceMs }` moves the clock by which it judges leases, `{ check: user }` asks Microsoft for something with a token of its own, `{ stop: true }` ends
 * it as whoever deploys a new version does.
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
    const carryOut = async ({ advanceMs, check, stop }) => {
      if (advanceMs !== undefined) clock.offsetMs += advanceMs;
      if (check !== undefined) await accounts.check({ user: check });
      if (stop) await strapi.destroy();
      process.send('done', () => stop && process.exit(0));
    };
    process.on('message', (order) => void carryOut(order).catch(fail));
    process.send('up');
  }, fail);
