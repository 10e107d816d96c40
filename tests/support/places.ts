import path from 'node:path';

export const repository = path.resolve(__dirname, '..', '..');
const cache = path.join(repository, '.cache', 'booted');

/** The plugin as the booted tests load it: its server part, bundled from source before they start. */
export const pluginUnderTest = path.join(cache, 'plugin');
/** A database after Strapi's first start, copied for every boot on SQLite: 0.5 s instead of 4. */
export const templateDatabase = path.join(cache, 'template.db');
export const templateInputs = path.join(cache, 'template.inputs');
