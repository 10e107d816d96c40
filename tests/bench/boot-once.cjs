/** One boot of an application that has its tables, in a plain Node process of its own: prints what Strapi's load took, wall and processor time in milliseconds. */
const { createStrapi } = require('@strapi/strapi');

const [, , directory] = process.argv;
const startedAt = performance.now();
const before = process.cpuUsage();
createStrapi({ appDir: directory, distDir: directory })
  .load()
  .then(
    () => {
      const { user, system } = process.cpuUsage(before);
      process.stdout.write(`${performance.now() - startedAt} ${(user + system) / 1000}\n`);
      process.exit(0);
    },
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
