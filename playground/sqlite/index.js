'use strict';
// Strapi asks for the driver by its usual name.
module.exports = require(require('./driver'));
