/** Set by `bin/strapi-microsoft-sync.js`: a command must not take up work that the servers do. */
export const isCommandLine = (): boolean => process.env['MICROSOFT_SYNC_COMMAND_LINE'] === 'true';
