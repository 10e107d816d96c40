'use strict';
// No one version of the driver is for all of Node 20, 22 and 24: 13 needs Node 22, and 12 ends Node 24.19 and later by chance, wherever it was
// compiled there ("Assertion failed: (env) != nullptr", https://github.com/nodejs/node/issues/65446).
const [major] = process.versions.node.split('.').map(Number);

module.exports = major >= 22 ? 'better-sqlite3-13' : 'better-sqlite3-12';
