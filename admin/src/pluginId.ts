/** Spelt out here, because the contracts' constant would bring server types into the browser's bundle. */
export const PLUGIN_ID = 'microsoft-sync';
