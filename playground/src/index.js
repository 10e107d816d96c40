'use strict';

const { seedDemo } = require('./demo');

module.exports = {
  async bootstrap({ strapi }) {
    await seedDemo(strapi);
  },
};
