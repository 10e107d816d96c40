'use strict';

const { hideOtherTypes, variantOf } = require('../variant');
const { seedDemo } = require('./demo');

const variant = variantOf(process.env.PLAYGROUND);

module.exports = {
  register({ strapi }) {
    hideOtherTypes(strapi, variant);
  },
  async bootstrap({ strapi }) {
    await seedDemo(strapi, variant);
  },
};
