/** Under this the container of a Strapi is found on it, also by a second copy of this module, as our own tests are: they look at a built plugin. */
export const containerKey = Symbol.for('strapi-plugin-microsoft-sync.container');
