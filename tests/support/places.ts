import path from 'node:path';

export const repository = path.resolve(__dirname, '..', '..');
const cache = path.join(repository, '.cache', 'booted');

/** The plugin as the booted tests load it: its server part, bundled from source before they start. */
export const pluginUnderTest = path.join(cache, 'plugin');
/** Databases to begin with: see `ensureTemplate`. */
export const templates = path.join(cache, 'templates');
