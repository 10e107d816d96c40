/** What eslint does not see: cycles of imports through types. Which folder may import which is said in eslint.config.mjs. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Two files that need each other are read only together: what both use gets a file of its own.',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    // Imports of types too, which are gone in JavaScript.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|server/src|admin/src|sandbox|strapi-server\\.ts)',
    exclude: { path: '\\.test\\.tsx?$' },
  },
};
